import Playground
import Service
import Testing

@Suite struct ViewerMailboxTests {
    @Test func wordsComeInOrderAndBeforePictures() {
        var mailbox = ViewerMailbox()
        mailbox.put([9], of: .front)
        mailbox.add([1])
        mailbox.add([2])
        #expect(mailbox.next() == .text([1]))
        #expect(mailbox.next() == .text([2]))
        #expect(mailbox.next() == .binary([2, 9]))
        #expect(mailbox.next() == nil)
    }

    @Test func onlyTheNewestPictureOfACameraWaits() {
        var mailbox = ViewerMailbox()
        for number in 0..<100 { mailbox.put([UInt8(number)], of: .wrist) }
        mailbox.put([7], of: .viewer)
        #expect(mailbox.next() == .binary([1, 7]))
        #expect(mailbox.next() == .binary([3, 99]))
        #expect(mailbox.next() == nil)
    }

    @Test func aBrowserThatDrawsNothingGetsNoMorePictures() {
        var mailbox = ViewerMailbox()
        var sent = 0
        for number in 0..<10 {
            mailbox.put([UInt8(number)], of: .front)
            if mailbox.next() != nil { sent += 1 }
        }
        #expect(sent == ViewerMailbox.unseenLimit)
        mailbox.seen(.front)
        #expect(mailbox.next() == .binary([2, 9]))
        #expect(mailbox.next() == nil)
    }

    @Test func picturesThatWereNeverSentCannotBeSeen() {
        var mailbox = ViewerMailbox()
        for _ in 0..<10 { mailbox.seen(.viewer) }
        var sent = 0
        for number in 0..<10 {
            mailbox.put([UInt8(number)], of: .viewer)
            if mailbox.next() != nil { sent += 1 }
        }
        #expect(sent == ViewerMailbox.unseenLimit)
    }

    @Test func aBrowserThatReadsNothingIsGivenUp() {
        var mailbox = ViewerMailbox()
        for _ in 0..<ViewerMailbox.wordLimit { mailbox.add([0]) }
        #expect(!mailbox.isOverrun)
        mailbox.add([0])
        #expect(mailbox.isOverrun)
    }
}
