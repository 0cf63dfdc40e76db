package toml

// Type is what a key's value must be.
type Type int

// The types of keys.
const (
	AText      Type = iota
	TextList        // of texts
	ANumber         // whole
	NumberList      // of whole numbers
	AFlag           // true or false
	ADuration       // a text like "10m"
	ATable          // [top.key], key = { … } or key.x = …
	TableList       // [[top.key]] or key = [{ … }, …]
)

// unlike names what a value is where it is not of the type.
func (t Type) unlike(v Value) (found string) {
	fits := false
	switch t {
	case AText:
		fits = v.Kind == String
	case AFlag:
		fits = v.Kind == Bool
	case ANumber:
		_, fits = v.Number()
	case ADuration:
		if _, fits = v.Duration(); !fits && v.Kind == String {
			return "another text"
		}
	case TextList, NumberList:
		return unlikeItems(v, map[Type]Kind{TextList: String, NumberList: Integer}[t])
	}
	if fits {
		return ""
	}
	return v.Kind.String()
}

func unlikeItems(v Value, want Kind) (found string) {
	if v.Kind != List {
		return v.Kind.String()
	}
	for _, item := range v.Inner {
		if item.Value.Kind != want {
			return item.Value.Kind.String() + " in the list"
		}
	}
	return ""
}

// wanted says what a type is in words.
func (t Type) wanted() (Wrong, string) {
	switch t {
	case AText:
		return NotText, "a text in quotes"
	case TextList:
		return NotAList, `a list of texts, like ["…", "…"]`
	case ANumber:
		return NotANumber, "a whole number, like 100"
	case NumberList:
		return NotNumbers, "a list of whole numbers, like [80, 95]"
	case AFlag:
		return NotABool, "true or false"
	case ADuration:
		return NotDuration, `a duration, like "10m"`
	case ATable:
		return NotATable, "a table"
	}
	return NotTables, "a list of tables"
}
