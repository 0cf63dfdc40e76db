package mask

// secretRules find passwords and keys: on a command line, in a PEM block, in a header.
var secretRules = []rule{
	{hints: []string{"-----BEGIN"}, pattern: `(?s)-----BEGIN [A-Z ]+-----(.*?)(?:-----END|\z)`, value: 1},
	{hints: []string{"-u", "--user", "--proxy-user"}, pattern: `\s(?:-u|-U|--user|--proxy-user)[ =]?["']?[^\s:'"]+:([^\s'"]+)`, value: 1},
	{hints: []string{"-b", "--cookie"}, pattern: `curl[^\n]*?\s(?:-b|--cookie)[ =]+["']?([^"'\n]+)`, value: 1},
	{hints: []string{"mysql", "sshpass", "redis-cli"}, pattern: `\b(?:mysql\w*|sshpass|redis-cli)\s[^\n]*?-[pa] ?([^\s'"]+)`, value: 1},
	{hints: []string{"@tcp("}, pattern: `\b\w+:([^\s:@/]+)@tcp\(`, value: 1},

	{hints: []string{"uthorization", "ookie"}, pattern: `(?m)^(?:[<>] )?(?:[\w\-]*[aA]uthorization|(?:[sS]et-)?[cC]ookie): ([^\n]+)`, value: 1},
	{hints: []string{"uthorization:["}, pattern: `[aA]uthorization:\[([^\]\n]+)\]`, value: 1},
	{hints: []string{"Basic "}, pattern: `\bBasic ([A-Za-z0-9+/]{11,}={0,2})`, value: 1},
	{hints: []string{"key="}, pattern: `[?&]key=([\w\-]{16,})`, value: 1},
	{hints: []string{"sk-"}, pattern: `\b(sk-\w{16,})`, value: 1},
	{hints: []string{"thin:"}, pattern: `\bthin:\w+/([^@\s]+)@`, value: 1},
	{hints: []string{"%3A%2F%2F"}, pattern: `%3A%2F%2F\w*%3A([^\s%]+)%40`, value: 1},
	{hints: []string{"密码", "口令", "密钥", "验证码"}, pattern: `(?:密码|口令|密钥|验证码) ([!-~]+)`, value: 1},
}
