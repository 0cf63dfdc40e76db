package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"wxops/keystore"
	"wxops/ui/cli/shell"
	"wxops/ui/words"
	"wxops/wechat/ownfile"
	"wxops/wechat/simulate"
	"wxops/wechat/simulate/demo"
)

// trial is what the simulator knows: the demo's accounts, and more of them.
type trial struct {
	demo.Data
	more []simulate.Account
}

func (t trial) all() []simulate.Account { return slices.Concat(t.Accounts, t.more) }

const accountsMost = 10_000

// prepare makes the simulator with its accounts and faults, and writes what a trial needs.
func (c *simulateCommand) prepare() (*simulate.Server, trial, error) {
	lang := c.Lang
	if c.more < 0 || c.more > accountsMost {
		return nil, trial{}, shell.Usage(wordSimulateTooMany.In(lang), "")
	}
	t := trial{more: demo.MadeUp(c.more)}
	server, data := demo.New(c.Env.Now, rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64())), t.more...)
	t.Data = data
	for _, text := range c.faults {
		trouble, err := simulate.ParseTrouble(text)
		switch {
		case err != nil:
			return nil, t, shell.Usage(wordSimulateNoFault.Fill(lang, text), wordSimulateNoFaultDo.Fill(lang, strings.Join(simulate.TroubleNames(), " ")))
		case server.Trouble(trouble) == 0:
			return nil, t, shell.Usage(wordSimulateNobody.Fill(lang, text, trouble.Alias), wordSimulateNobodyDo.In(lang))
		}
	}
	if c.into == "" {
		return server, t, nil
	}
	into, err := filepath.Abs(c.into)
	if err != nil {
		return nil, t, err
	}
	c.into = into
	return server, t, c.write(t.all())
}

// The files of a trial, within its folder.
const (
	trialEnv    = "env"
	trialConfig = "config"
	trialState  = "state"
)

// write writes accounts.toml, and a file for a shell that sets the secrets and keeps
// the trial apart from the person's own accounts. What is there already stays.
func (c *simulateCommand) write(accounts []simulate.Account) error {
	var env bytes.Buffer
	set := func(name, value string) { fmt.Fprintf(&env, "export %s=%s\n", name, shellQuoted(value)) }
	set("XDG_CONFIG_HOME", filepath.Join(c.into, trialConfig))
	set("XDG_STATE_HOME", filepath.Join(c.into, trialState))
	var list []keystore.Account
	for _, a := range accounts {
		acc := demoAccount(a)
		acc.Secret = keystore.FromEnv
		list = append(list, acc)
		if !a.AnySecret { // a console shows what a secret that is missing looks like
			set(keystore.EnvName(a.Alias), a.Secret)
		}
	}
	name := filepath.Join(c.into, trialEnv)
	f, err := ownfile.Open(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY)
	if errors.Is(err, fs.ErrExist) {
		return shell.Usage(wordSimulateIntoTaken.Fill(c.Lang, c.into), wordSimulateIntoTakenDo.In(c.Lang))
	}
	if err != nil {
		return err
	}
	_, err = f.Write(env.Bytes())
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return keystore.Open(filepath.Join(c.into, trialConfig, "wxops", "accounts.toml")).Add(list...)
}

// shellQuoted is a text as one word of a POSIX shell.
func shellQuoted(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }

// faultHelp lists the faults.
func faultHelp(lang words.Lang) string {
	var b bytes.Buffer
	fmt.Fprintln(&b, wordHelpFaults.In(lang))
	var rows []shell.Field
	for _, written := range simulate.TroubleNames() {
		name, _, _ := strings.Cut(strings.ReplaceAll(written, "[", ""), "=")
		rows = append(rows, shell.Field{"  " + written, wordFaults[name].In(lang)})
	}
	shell.WriteFields(&b, rows)
	return strings.TrimRight(b.String(), "\n")
}

// The words of a trial.
var (
	wordSimulateTooMany   = words.Pair{"--accounts is a number from 0 to 10,000", "--accounts 应为 0 到 10,000"}
	wordSimulateNoFault   = words.Pair{"--fault %s is not understood", "--fault %s 无法识别"}
	wordSimulateNoFaultDo = words.Pair{"Write NAME[=ARG][@ALIAS][/PATH], as in slow=3s@mall; the names: %s",
		"写法为 NAME[=ARG][@ALIAS][/PATH]，例如 slow=3s@mall；名称有：%s"}
	wordSimulateNobody      = words.Pair{"--fault %s: no account is called %s", "--fault %s：没有名为 %s 的账号"}
	wordSimulateNobodyDo    = words.Pair{"* and ? stand for other letters, as in s*7", "可用 * 和 ? 匹配其他字符，例如 s*7"}
	wordSimulateIntoTaken   = words.Pair{"there is a trial in %s already", "%s 中已有一份试用文件"}
	wordSimulateIntoTakenDo = words.Pair{"Choose another folder, or remove that one", "请换一个目录，或先删除它"}
	wordHelpFaults          = words.Pair{"The faults; without @ALIAS they hit every account, without /PATH the calls that they are about:",
		"可用的故障；不写 @ALIAS 则对所有账号生效，不写 /PATH 则对相关的调用生效："}
)

// What each fault does.
var wordFaults = map[string]words.Pair{
	"slow":      {"every answer is late", "应答延迟"},
	"hang":      {"no answer at all", "始终不应答"},
	"drop":      {"the connection ends without an answer", "不应答就断开连接"},
	"lost":      {"the same, after the work was done", "处理完成后不应答就断开"},
	"status":    {"an HTTP status with the page of a gateway", "网关返回 HTTP 状态码和页面"},
	"html":      {"HTTP 200 with a page in place of JSON", "HTTP 200，内容是网页而非 JSON"},
	"cut":       {"half of the JSON", "JSON 只有一半"},
	"broken":    {"half of the body, then the connection ends", "正文发出一半后断开"},
	"huge":      {"a body without end in sight", "超大的正文"},
	"redirect":  {"a redirect to another host", "重定向到其他主机"},
	"escapes":   {"terminal escapes in every text", "文本中带终端转义序列"},
	"expire":    {"tokens expire at every reading (42001)", "每次读取时 access_token 过期（42001）"},
	"errcode":   {"any errcode, as 45011", "任意 errcode，例如 45011"},
	"refused":   {"this address is not on the IP list (40164)", "IP 不在白名单（40164）"},
	"frozen":    {"the AppSecret is frozen (40243)", "AppSecret 已冻结（40243）"},
	"exhausted": {"quota/get's own quota is used up (45009)", "quota/get 自身的额度已用尽（45009）"},
	"minute":    {"so many readings a minute, then 45011", "每分钟可读取的次数，超出则 45011"},
}
