package cli

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"wxops/ui/cli/shell"
	"wxops/ui/words"
)

// simulateCommand serves the simulator.
type simulateCommand struct {
	*shell.Shell
	listen   string
	anywhere bool
	more     int
	into     string
	faults   []string
}

func newSimulate(sh *shell.Shell) *cobra.Command {
	c := &simulateCommand{Shell: sh}
	cmd := &cobra.Command{
		Use:     "simulate",
		Short:   wordShortSimulate.In(sh.Lang),
		Long:    wordLongSimulate.In(sh.Lang) + "\n\n" + faultHelp(sh.Lang),
		Example: "wxops simulate --listen 127.0.0.1:8089 --accounts 200 --into /tmp/trial\nwxops simulate --fault slow=3s@mall --fault drop@news/cgi-bin/openapi/quota/get",
		Args:    sh.NoArgs(),
		RunE:    func(cmd *cobra.Command, _ []string) error { return c.Run(cmd.Context()) },
	}
	cmd.Flags().StringVar(&c.listen, "listen", "127.0.0.1:0", wordFlagListen.In(sh.Lang))
	cmd.Flags().BoolVar(&c.anywhere, "listen-anywhere", false, wordFlagListenAnywhere.In(sh.Lang))
	cmd.Flags().IntVar(&c.more, "accounts", 0, wordFlagMoreAccounts.In(sh.Lang))
	cmd.Flags().StringVar(&c.into, "into", "", wordFlagInto.In(sh.Lang))
	cmd.Flags().StringArrayVar(&c.faults, "fault", nil, wordFlagFault.In(sh.Lang))
	return cmd
}

// Run serves until the run is interrupted.
func (c *simulateCommand) Run(ctx context.Context) error {
	lang := c.Lang
	host, _, err := net.SplitHostPort(c.listen)
	if err != nil {
		return shell.Usage(wordSimulateWrongAddress.In(lang), wordSimulateWrongAddressDo.In(lang))
	}
	if ip := net.ParseIP(host); !c.anywhere && host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return shell.Usage(wordSimulateNotLoopback.In(lang), wordSimulateNotLoopbackDo.In(lang))
	}
	handler, t, err := c.prepare()
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", c.listen)
	if err != nil {
		return &shell.Failure{Exit: shell.ExitFailed, Fact: wordSimulateCannotListen.Fill(lang, c.listen, err), Remedy: wordSimulateCannotListenDo.In(lang)}
	}
	c.introduce("http://"+listener.Addr().String(), t)
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	context.AfterFunc(ctx, func() {
		// A call that hangs on purpose does not keep the program from ending.
		bye, cancel := context.WithTimeout(context.Background(), 500*time.Millisecond)
		defer cancel()
		if server.Shutdown(bye) != nil {
			_ = server.Close()
		}
	})
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// The words of simulate.
var (
	wordSimulateListening = words.Pair{"The simulator answers at %s with these accounts, all of them made up:",
		"模拟服务地址：%s，可用账号如下（均为虚构）："}
	wordSimulateTry           = words.Pair{"Try it from another terminal:", "在另一个终端里试试："}
	wordSimulateStop          = words.Pair{"ctrl+c ends it.", "按 ctrl+c 结束。"}
	wordSimulateNotLoopback   = words.Pair{"the simulator listens on this machine only", "模拟服务只在本机监听"}
	wordSimulateNotLoopbackDo = words.Pair{"Use --listen 127.0.0.1:PORT; to let other machines in, add --listen-anywhere",
		"请用 --listen 127.0.0.1:PORT；若要让其他机器访问，请加 --listen-anywhere"}
	wordSimulateWrongAddress   = words.Pair{"--listen is an address and a port", "--listen 应为地址加端口"}
	wordSimulateWrongAddressDo = words.Pair{"Write it as in --listen 127.0.0.1:8089", "写法如 --listen 127.0.0.1:8089"}
	wordSimulateCannotListen   = words.Pair{"listening on %s is not possible: %s", "无法监听 %s：%s"}
	wordSimulateCannotListenDo = words.Pair{"Choose another port, or 0 for any", "换一个端口，或用 0 自动选择"}
	wordSimulateAlias          = words.Pair{"Alias", "别名"}
	wordSimulateAppID          = words.Pair{"AppID", "AppID"}
	wordSimulateSecret         = words.Pair{"AppSecret", "AppSecret"}
	wordSimulateKind           = words.Pair{"Kind", "类型"}
	wordSimulateEnv            = words.Pair{"Env", "环境"}
	wordSimulateName           = words.Pair{"Name", "名称"}
)

// What help says of it, and of its flags; a word in back quotes names the value.
var (
	wordShortSimulate = words.Pair{"Serve a stand-in for api.weixin.qq.com on this machine", "在本机提供 api.weixin.qq.com 的模拟服务"}
	wordLongSimulate  = words.Pair{"It answers like WeChat, for any client, with made-up accounts. Nothing leaves this machine.",
		"它像微信一样应答任何客户端，账号均为虚构。数据不会离开本机。"}
	wordFlagListen         = words.Pair{"`ADDRESS` to listen on", "监听地址 `ADDRESS`"}
	wordFlagMoreAccounts   = words.Pair{"`N` made-up accounts more, up to 10,000", "再加 `N` 个虚构账号，最多 10,000"}
	wordFlagInto           = words.Pair{"write into `DIR` what a trial with all of them needs: accounts.toml and their secrets", "把试用所需的 accounts.toml 和密钥写入目录 `DIR`"}
	wordFlagFault          = words.Pair{"`NAME[=ARG][@ALIAS][/PATH]`: something that goes wrong; may be repeated", "故障 `NAME[=ARG][@ALIAS][/PATH]`，可重复"}
	wordFlagListenAnywhere = words.Pair{"allow an address that other machines can reach", "允许监听其他机器可访问的地址"}
)
