import MuJoCo

/// Small scenes to test with.
enum Models {
    /// A ball that hangs on a hinge, with a motor, a site at its middle, and a camera that looks at it from y = -2.
    static let pendulum = """
        <mujoco>
            <compiler angle="radian"/>
            <option timestep="0.002"/>
            <worldbody>
                <light name="lamp" type="directional" dir="0 1 0"/>
                <camera name="side" pos="0 -2 0" xyaxes="1 0 0 0 0 1" fovy="45"/>
                <body name="arm" pos="0 0 0.3">
                    <joint name="hinge" type="hinge" axis="0 1 0" range="-1 2" limited="true"/>
                    <geom name="ball" type="sphere" size="0.1" pos="0 0 -0.5" mass="1" rgba="1 0 0 1"/>
                    <site name="middle" pos="0 0 -0.5"/>
                </body>
            </worldbody>
            <actuator><motor name="motor" joint="hinge" ctrlrange="-3 4"/></actuator>
        </mujoco>
        """

    /// A box above a plane, free to fall. `size` goes into the model's head.
    static func fallingBox(size: String = "") -> String {
        """
        <mujoco>
            \(size)
            <worldbody>
                <geom name="ground" type="plane" size="2 2 1"/>
                <body name="box" pos="0 0 0.5">
                    <freejoint name="box"/>
                    <geom name="box" type="box" size="0.1 0.1 0.1"/>
                </body>
            </worldbody>
        </mujoco>
        """
    }

    /// Blue above red, as the camera sees it.
    static let twoColours = """
        <mujoco>
            <visual><headlight ambient="1 1 1" diffuse="0 0 0" specular="0 0 0"/></visual>
            <worldbody>
                <camera name="side" pos="0 -2 0" xyaxes="1 0 0 0 0 1" fovy="45"/>
                <geom name="upper" type="box" size="2 0.1 1" pos="0 0 1" rgba="0 0 1 1"/>
                <geom name="lower" type="box" size="2 0.1 1" pos="0 0 -1" rgba="1 0 0 1"/>
            </worldbody>
        </mujoco>
        """
}
