package mask

// pairRules find values that stand apart from their names.
var pairRules = []rule{
	{hints: oddQuotes, pattern: odd + `([\w.\-\p{Han}]+)` + odd + `\s*(?:[:：=]|=>)\s*` + odd + `([^”“»«」「』『’‘&\\"＂\n]+)`, name: 1, value: 2},
	{hints: oddQuotes, pattern: `\b([\w.\-]+)\s*[:：=]\s*` + odd + `([^”“»«」「』『’‘&\\"＂\n]+)`, name: 1, value: 2},
	{hints: []string{"</"}, pattern: `>\s*([\w.\-]+)\s*</[\w:]+>\s*<(?:value|Value|val|string|text)[^>]*>([^<]*)`, name: 1, value: 2},
	{hints: []string{`key="`, "key='", `name="`, "name='"}, pattern: `\b(?:key|name)=["']([\w.\-]+)["'][^<>]*>([^<]+)<`, name: 1, value: 2},
	{hints: []string{`value="`, "value='"}, pattern: `\bvalue=["']([^"'\n]*)["']\s+(?:name|key)=["']([\w.\-]+)["']`, name: 2, value: 1},
	{hints: []string{"alue"}, pattern: `(?:[kK]ey|[nN]ame|[fF]ield)\]?["']?\s*[:=]\s*["']?([\w.\-]+)["']?[^{}=:]{0,60}?(?:["'][\w]+["']: ?\w+, ?)?\b[vV]alue\]?["']?\s*[:=]\s*["']?([^"'\s&,}<)]+)`, name: 1, value: 2},
	{hints: []string{"[value]", ".value="}, pattern: `\bdata(?:\[\w+\]|\.\w+)(?:\[value\]|\.value)=([^&\s]+)`, value: 1},
	{hints: []string{"',", `",`}, gate: quotedPair, pattern: `["']([\w.\-]+)["'],\s*["']([^"'\n]+)["']\s*[)\]]`, name: 1, value: 2},
	{hints: []string{"(", "["}, gate: namedCall, pattern: `\b(\w+)["']?\s*[:=]\s*(?:\*\*\*|\w+)[(\[]["']?([^"')\]\n]+)["']?[)\]]`, name: 1, value: 2},
	{hints: []string{"|"}, pattern: `\|\s*([\w.\-]+)\s*\|\s*([^|\s]+)\s*\|`, name: 1, value: 2},
	{hints: []string{"->", "→"}, pattern: `([\w.\-]+|密钥|密码)\s*(?:->|→)\s*([^\s,;]+)`, name: 1, value: 2},
	{hints: []string{"HSET", "ENV", "SET"}, pattern: `\b(?:HSET \S+|ENV|SET) (\w+) ([^\s]+)`, name: 1, value: 2},
	{hints: []string{` "`}, pattern: `:(\w+) "([^"\n]+)"`, name: 1, value: 2},
	{hints: []string{`"""`}, pattern: `(?s)\b(\w+)\s*[:=]\s*"""(.*?)"""`, name: 1, value: 2},
	{hints: []string{"'''"}, pattern: `(?s)\b(\w+)\s*[:=]\s*'''(.*?)'''`, name: 1, value: 2},
	{hints: []string{": |\n", ": >\n", "-\n"}, pattern: `(?m)^[ \t]*([\w.\-]+): [|>][\-+]?\n((?:[ \t]+\S[^\n]*\n?)+)`, name: 1, value: 2},
	{hints: []string{"（"}, pattern: `([\w.\-]+|密码|密钥)（([!-~]+)）`, name: 1, value: 2},
	{hints: []string{" key"}, pattern: `(?i)\b(?:api|session|secret|private|access|app) key(?:\s*[:=：]\s*| is )([^\s,;]+)`, value: 1},

	{hints: []string{"=***"}, pattern: `\b(\w+)=\*\*\*["']([^"'\n]+)["']`, name: 1, value: 2},
	{hints: []string{"(len="}, pattern: `\b(\w+)["']?: (?:\(\w+\) )?\(len=\d+\) "([^"\n]*)"`, name: 1, value: 2},
	{hints: []string{"]=>", "] =>"}, pattern: `\[["']?(\w+)["']?:[\w*]+\] ?=>\s*(?:string\(\d+\) )?"?([^"\n]+)`, name: 1, value: 2},
	{hints: []string{"Key", "key"}, pattern: `["']key["']: ["'](\w+)["'],[^{}]{0,60}["']value["']: ["']([^"'\n]+)`, name: 1, value: 2},
	{hints: []string{"VALUES"}, pattern: `\(\w+, ?(\w+)\) VALUES \([^,()]+, ?'([^']*)'`, name: 1, value: 2},
	{hints: []string{"<<"}, pattern: `<<"(\w+)">>(?: =>|,) <<"([^"\n]+)">>`, name: 1, value: 2},
	{hints: []string{"form-data; name="}, pattern: `form-data; name=(\w+)[^\n]*\n(?:[^\n]+\n)*\s*\n([^\n]+)`, name: 1, value: 2},
	{hints: []string{"\t"}, pattern: `(?m)^([\w.\-]+)\t([^\t\n]+)$`, name: 1, value: 2},
	{hints: []string{" is "}, pattern: `\b(\w+) is (\w*\d[\w\-]*)`, name: 1, value: 2},
	{hints: []string{"[value]"}, pattern: `=> \*\*\*\s+\(\s+\[value\] => ([^\n]+)`, value: 1},
}

const odd = `(?:[”“„‟»«」「』『’‘＂]|\\u201[c-f89]|&#822[01];|&[lr]dquo;)`

var oddQuotes = []string{"”", "“", "„", "»", "«", "」", "』", "’", "‘", "＂", `\u201`, "&#822", "dquo;"}
