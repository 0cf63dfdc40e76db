package account

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"wxops/keystore"
	"wxops/ui/cli/shell"
	"wxops/ui/report"
	"wxops/ui/words"
)

// importMax bounds the file; a thousand accounts are a tenth of it.
const importMax = 4 << 20

// importCommand adds the accounts of a file.
type importCommand struct{ *shell.Shell }

func newImport(sh *shell.Shell) *cobra.Command {
	c := &importCommand{sh}
	return &cobra.Command{
		Use:     "import FILE",
		Short:   wordShortImport.In(sh.Lang),
		Long:    wordLongImport.In(sh.Lang),
		Example: "wxops account import accounts.csv",
		Args:    sh.Exactly(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return c.Run(cmd.Context(), args[0]) },
	}
}

// Run adds the accounts of a file, all of them or none. Those that are
// there already with the same AppID are left as they are.
func (c *importCommand) Run(_ context.Context, file string) error {
	text, err := readFile(c.Shell, file)
	if errors.Is(err, context.Canceled) {
		return err
	}
	if err != nil {
		return &shell.Failure{Exit: shell.ExitFailed, Fact: wordImportUnreadable.Fill(c.Lang, file, reason(err)), Err: err}
	}
	accounts, err := c.parseImport(file, bytes.TrimPrefix(text, []byte("\ufeff")))
	if err != nil {
		return err
	}
	if len(accounts) == 0 {
		return &shell.Failure{Exit: shell.ExitFailed, Fact: wordImportEmpty.Fill(c.Lang, file), Remedy: wordImportFormDo.In(c.Lang)}
	}
	existing, err := c.Accounts()
	if err != nil {
		return err
	}
	fresh := slices.DeleteFunc(slices.Clone(accounts), func(acc keystore.Account) bool {
		return slices.ContainsFunc(existing, func(e keystore.Account) bool { return e.Alias == acc.Alias && e.AppID == acc.AppID })
	})
	if len(fresh) > 0 {
		if err := c.Desk().Book().Add(fresh...); err != nil {
			return err
		}
	}
	for _, acc := range fresh {
		for _, doubt := range keystore.Doubts(acc) {
			c.Warn(acc.Alias + ": " + words.Fault(doubt, c.Lang))
		}
	}
	c.tellImport(fresh, len(accounts)-len(fresh))
	return nil
}

func (c *importCommand) tellImport(added []keystore.Account, skipped int) {
	if c.Format == shell.FormatJSON {
		c.WriteJSON(report.Imported{Added: documents(added), Skipped: skipped})
		return
	}
	fmt.Fprintf(c.Env.Stdout, wordImportDone.In(c.Lang)+"\n", len(added), skipped)
	if slices.ContainsFunc(added, func(acc keystore.Account) bool { return acc.Source().Keeps() }) {
		fmt.Fprintln(c.Env.Stdout, wordImportThenStore.In(c.Lang))
	}
}

// readFile reads a file of accounts, or standard input for -.
func readFile(sh *shell.Shell, file string) ([]byte, error) {
	in := sh.Stdin
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in = f
	}
	text, err := io.ReadAll(io.LimitReader(in, importMax+1))
	if err == nil && len(text) > importMax {
		err = errors.New("larger than 4 MiB")
	}
	return text, err
}

// appSecretForm is what AppSecrets look like in public samples: 32 hex digits.
var appSecretForm = regexp.MustCompile(`\b[0-9a-fA-F]{32}\b`)

// parseImport takes TOML or CSV, and refuses a file that holds secrets before
// anything of it is shown.
func (c *importCommand) parseImport(file string, text []byte) ([]keystore.Account, error) {
	if appSecretForm.Match(text) {
		return nil, c.importHoldsSecret(file)
	}
	if strings.HasSuffix(strings.ToLower(file), ".toml") || bytes.Contains(text, []byte("[[account]]")) {
		accounts, _, err := keystore.Parse(file, text)
		var wrong *keystore.BookError
		if errors.As(err, &wrong) && slices.ContainsFunc(wrong.Faults, func(f keystore.Fault) bool {
			return f.What == keystore.SourceUnknown || f.What == keystore.UnknownKey && shell.LooksSecret(f.Key+f.Found)
		}) {
			return nil, c.importHoldsSecret(file)
		}
		return accounts, err
	}
	return c.parseCSV(file, text)
}

func (c *importCommand) importHoldsSecret(file string) error {
	return &shell.Failure{Exit: shell.ExitFailed, Fact: wordImportSecret.Fill(c.Lang, file), Remedy: wordImportSecretDo.In(c.Lang)}
}

// csvColumns are the columns that a CSV may have, and where they go.
var csvColumns = map[string]func(*keystore.Account, string) error{
	"alias":     func(acc *keystore.Account, v string) error { acc.Alias = v; return nil },
	"name":      func(acc *keystore.Account, v string) error { acc.Name = v; return nil },
	"appid":     func(acc *keystore.Account, v string) error { acc.AppID = v; return nil },
	"kind":      func(acc *keystore.Account, v string) error { acc.Kind = keystore.Kind(v); return nil },
	"env":       func(acc *keystore.Account, v string) error { acc.Env = v; return nil },
	"secret":    func(acc *keystore.Account, v string) error { acc.Secret = keystore.SourceName(v); return nil },
	"apis":      func(acc *keystore.Account, v string) error { acc.APIs = strings.Fields(v); return nil },
	"apis_add":  func(acc *keystore.Account, v string) error { acc.APIsAdd = strings.Fields(v); return nil },
	"apis_skip": func(acc *keystore.Account, v string) error { acc.APIsSkip = strings.Fields(v); return nil },
	"read_only": func(acc *keystore.Account, v string) (err error) { acc.ReadOnly, err = readBool(v); return err },
	"tags":      func(acc *keystore.Account, v string) error { acc.Tags = strings.Fields(v); return nil },
	"on_demand": func(acc *keystore.Account, v string) (err error) { acc.OnDemand, err = readBool(v); return err },
	"warn_at":   func(acc *keystore.Account, v string) (err error) { acc.WarnAt, err = readNumbers(v); return err },
	"base":      func(acc *keystore.Account, v string) error { acc.Base = v; return nil },
	"proxy":     func(acc *keystore.Account, v string) error { acc.Proxy = v; return nil },
}

func readBool(v string) (bool, error) {
	if v == "" {
		return false, nil
	}
	return strconv.ParseBool(v)
}

func readNumbers(v string) (list []int64, err error) {
	for _, field := range strings.Fields(v) {
		n, err := strconv.ParseInt(field, 10, 64)
		if err != nil {
			return nil, err
		}
		list = append(list, n)
	}
	return list, nil
}

func (c *importCommand) parseCSV(file string, text []byte) ([]keystore.Account, error) {
	lang := c.Lang
	r := csv.NewReader(bytes.NewReader(text))
	r.TrimLeadingSpace = true
	var (
		head     []string
		accounts []keystore.Account
	)
	for {
		record, err := r.Read()
		switch {
		case errors.Is(err, io.EOF):
			return accounts, nil
		case err != nil:
			return nil, &shell.Failure{Exit: shell.ExitFailed, Fact: wordImportUnreadable.Fill(lang, file, reason(err)), Remedy: wordImportFormDo.In(lang)}
		case head == nil:
			if head, err = c.csvHead(file, record); err != nil {
				return nil, err
			}
			continue
		}
		line, _ := r.FieldPos(0)
		acc, err := c.csvAccount(file, line, head, record)
		if err != nil {
			return nil, err
		}
		accounts = append(accounts, acc)
	}
}

// csvHead takes the names of the columns.
func (c *importCommand) csvHead(file string, record []string) ([]string, error) {
	for i, name := range record {
		name = strings.ToLower(strings.TrimSpace(name))
		record[i] = name
		switch {
		case csvColumns[name] != nil:
		case shell.LooksSecret(name):
			return nil, c.importHoldsSecret(file)
		default:
			return nil, &shell.Failure{Exit: shell.ExitFailed, Fact: wordImportColumn.Fill(c.Lang, file, c.Fit(strconv.Quote(name), 40)), Remedy: wordImportFormDo.In(c.Lang)}
		}
	}
	return record, nil
}

func (c *importCommand) csvAccount(file string, line int, head, record []string) (keystore.Account, error) {
	acc := keystore.Account{Secret: keystore.FromKeyring}
	wrong := func(what string) error {
		return &shell.Failure{Exit: shell.ExitFailed, Fact: wordImportLine.Fill(c.Lang, file, line, what), Remedy: wordImportFormDo.In(c.Lang)}
	}
	for i, value := range record {
		if value = strings.TrimSpace(value); value == "" && head[i] == "secret" {
			continue
		}
		if csvColumns[head[i]](&acc, value) != nil {
			return acc, wrong(head[i])
		}
	}
	switch faults := keystore.Check(acc); {
	case len(faults) == 0:
		return acc, nil
	case faults[0].What == keystore.SourceUnknown:
		return acc, c.importHoldsSecret(file)
	default:
		return acc, wrong(words.Fault(faults[0], c.Lang))
	}
}

// reason is the system's or the parser's own word, without what it quotes.
func reason(err error) string {
	var path *os.PathError
	var form *csv.ParseError
	switch {
	case errors.As(err, &path):
		return path.Err.Error()
	case errors.As(err, &form):
		return fmt.Sprintf("line %d: %s", form.Line, form.Err)
	}
	return err.Error()
}

// The words of account import.
var (
	wordImportUnreadable = words.Pair{"%s cannot be read: %s", "%s 无法读取：%s"}
	wordImportEmpty      = words.Pair{"%s holds no account", "%s 中没有账号"}
	wordImportFormDo     = words.Pair{"TOML as in accounts.toml, or CSV with the columns alias, name, appid, kind, env, secret, apis, apis_add, apis_skip, read_only, tags, on_demand, warn_at, base, proxy; nothing was written",
		"请用与 accounts.toml 相同的 TOML，或含 alias、name、appid、kind、env、secret、apis、apis_add、apis_skip、read_only、tags、on_demand、warn_at、base、proxy 列的 CSV；没有写入任何内容"}
	wordImportSecret   = words.Pair{"%s holds a secret: nothing was taken from it", "%s 中含有密钥：没有导入任何内容"}
	wordImportSecretDo = words.Pair{"Take the secrets out (the column secret names a source: keyring, command, file, prompt, env), then: wxops account secret ALIAS store",
		"请去掉密钥（secret 列只写来源名：keyring、command、file、prompt、env），之后逐个保存：wxops account secret ALIAS store"}
	wordImportColumn    = words.Pair{"%s has a column that is not known: %s", "%s 中有未知的列：%s"}
	wordImportLine      = words.Pair{"%s:%d: %s", "%s:%d：%s"}
	wordImportDone      = words.Pair{"%d accounts added, %d were there already", "已添加 %d 个账号，%d 个已存在"}
	wordImportThenStore = words.Pair{"Their secrets are not stored yet: wxops account secret ALIAS store", "密钥尚未保存：wxops account secret ALIAS store"}
)
