package report

// RobotTests is the document of watch --try-notify.
type RobotTests struct {
	Robots []RobotTest `json:"robots"`
}

// RobotTest is how one robot took its test.
type RobotTest struct {
	Robot string `json:"robot"`
	Kind  string `json:"kind"`
	OK    bool   `json:"ok"`
	Error *Error `json:"error"` // its errcode is the robot's own
}
