package cli

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"wxops/ui/cli/shell"
)

// helpPages gives each command's help page by its words: "account add".
func helpPages(t *testing.T) map[string]string {
	t.Helper()
	commands := regexp.MustCompile(`(?m)^Commands:\n((?:  .+\n)+)`)
	pages := map[string]string{}
	var visit func(words []string)
	visit = func(words []string) {
		var out bytes.Buffer
		env := shell.Env{Stdin: &out, Stdout: &out, Stderr: &out, Getenv: func(string) string { return "" }, Now: time.Now}
		if code := Run(t.Context(), append(words, "--help"), env); code != 0 {
			t.Fatalf("wxops %s --help ends with %d", strings.Join(words, " "), code)
		}
		pages[strings.Join(words, " ")] = out.String()
		list := commands.FindStringSubmatch(out.String())
		if list == nil {
			return
		}
		for _, line := range strings.Split(strings.TrimRight(list[1], "\n"), "\n") {
			visit(append(slices.Clone(words), strings.Fields(line)[0]))
		}
	}
	visit(nil)
	return pages
}

var longFlag = regexp.MustCompile(`--[a-z][a-z-]*`)

// flagsOf gives the flags that a help page lists.
func flagsOf(page string) []string {
	var flags []string
	for _, line := range regexp.MustCompile(`(?m)^  (?:-\w, |    )--[a-z-]+`).FindAllString(page, -1) {
		flags = append(flags, longFlag.FindString(line))
	}
	return flags
}

// codeOf gives what a text sets as code: lines of blocks, and spans.
func codeOf(text string) []string {
	var code []string
	for i, part := range strings.Split(text, "```") {
		if i%2 == 1 {
			code = append(code, strings.Split(part, "\n")...)
			continue
		}
		for _, span := range regexp.MustCompile("`[^`\n]+`").FindAllString(part, -1) {
			code = append(code, strings.Trim(span, "`"))
		}
	}
	return code
}

// commandIn finds the longest command that follows the word wxops.
func commandIn(words []string, pages map[string]string) (command string, rest []string) {
	for len(words) > 0 {
		longer := strings.TrimSpace(command + " " + words[0])
		if _, is := pages[longer]; !is {
			break
		}
		command, words = longer, words[1:]
	}
	return command, words
}

// exampleAlias is the account that the README's examples are about.
const exampleAlias = "mall"

func TestReadmeNamesOnlyWhatExists(t *testing.T) {
	readme := readFile(t, "README.md")
	pages := helpPages(t)
	var every []string
	for page := range maps.Values(pages) {
		every = append(every, flagsOf(page)...)
	}
	for _, code := range codeOf(readme) {
		if strings.HasPrefix(code, ".ci/") || strings.HasPrefix(code, "go run ./") {
			continue // a script, or a program beside wxops, with flags of its own
		}
		for _, flag := range longFlag.FindAllString(code, -1) {
			if !slices.Contains(every, flag) {
				t.Errorf("%s: no command has %s", code, flag)
			}
		}
		code, _, _ = strings.Cut(code, "#")
		for _, part := range regexp.MustCompile(`\|\|?`).Split(code, -1) {
			words := strings.Fields(part)
			if len(words) < 2 || words[0] != "wxops" {
				continue
			}
			command, rest := commandIn(words[1:], pages)
			if command == "" && regexp.MustCompile(`^[a-z]`).MatchString(rest[0]) && rest[0] != exampleAlias {
				t.Errorf("%s: there is no command %s", part, rest[0])
			}
			for _, flag := range longFlag.FindAllString(part, -1) {
				if !slices.Contains(flagsOf(pages[command]), flag) {
					t.Errorf("%s: wxops %s has no %s", part, command, flag)
				}
			}
		}
	}
}

func TestReadmeNamesAllThereIs(t *testing.T) {
	readme := readFile(t, "README.md")
	named := longFlag.FindAllString(strings.Join(codeOf(readme), "\n"), -1)
	for command, page := range helpPages(t) {
		if line := strings.TrimSpace("wxops " + command); !strings.Contains(readme, "`"+line) {
			t.Errorf("the README does not name %s", line)
		}
		for _, flag := range flagsOf(page) {
			if !slices.Contains(named, flag) {
				t.Errorf("the README does not name %s of wxops %s", flag, command)
			}
		}
	}
}

// readFile gives a file of the module's top level.
func readFile(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(moduleRoot(t), name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
