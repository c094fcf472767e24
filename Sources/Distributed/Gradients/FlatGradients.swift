import Torch

/// The gradients of one bucket as one vector, followed by one number per parameter: 1 where this rank has a gradient, 0
/// where it has none. Their sum tells afterwards which parameters no rank used, without another message.
struct FlatGradients {
    /// [sum of counts + parameters]
    let vector: Tensor
    private let parameters: [Tensor]

    init(of parameters: [Tensor]) {
        self.parameters = parameters
        let (dtype, device) = (parameters[0].dtype, parameters[0].device)
        let gradients = parameters.map(\.grad)
        let flags = Tensor(gradients.map { $0 == nil ? 0 : 1 as Float }, [parameters.count]).to(device, dtype: dtype)
        let flat = zip(parameters, gradients).map { parameter, gradient in
            gradient?.reshape([-1]) ?? Tensor.zeros([parameter.count], dtype: dtype, device: device)
        }
        vector = Tensor.cat(flat + [flags])
    }

    /// Puts the sums, divided by `ranks`, into the parameters' gradients. One that no rank used stays without, as it
    /// would in a single process; one that only other ranks used gets theirs.
    func putBack(dividedBy ranks: Int) {
        let flags = vector.narrow(dim: 0, start: vector.count - parameters.count, length: parameters.count).floats
        vector.multiplyInPlace(Scalar(1 / Double(ranks)))
        var start = 0
        for (parameter, flag) in zip(parameters, flags) {
            let mean = vector.narrow(dim: 0, start: start, length: parameter.count).view(parameter.shape)
            start += parameter.count
            if flag == 0 { continue }
            if let gradient = parameter.grad { gradient.copyInPlace(mean) } else { parameter.replaceGrad(mean.clone()) }
        }
    }
}
