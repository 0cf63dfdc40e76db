package meter

// Level is how much a row matters.
type Level int

// The levels, the worst last.
const (
	LevelOK       Level = iota // not yet
	LevelNear                  // near its limit
	LevelPressing              // more so
	LevelOut                   // used up
)

// Levels are the uses, in per cent of the limit, from which a row is near its end
// and from which it is pressing.
type Levels struct{ Near, Pressing int64 }

// usualLevels hold where an account names none.
var usualLevels = Levels{Near: 80, Pressing: 95}

// LevelsAt takes the per cents that an account names: the first is near the limit,
// the second pressing. What it does not name is as usual, and never below the first.
func LevelsAt(percents []int64) Levels {
	switch len(percents) {
	case 0:
		return Levels{}
	case 1:
		return Levels{percents[0], max(percents[0], usualLevels.Pressing)}
	}
	return Levels{percents[0], percents[1]}
}
