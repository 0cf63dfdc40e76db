package cli

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"wxops/keystore"
	"wxops/wechat/simulate"
)

func (a *app) simulateCommand() *cobra.Command {
	var (
		listen   string
		anywhere bool
	)
	cmd := &cobra.Command{
		Use:     "simulate",
		Short:   a.t.Short.Simulate,
		Long:    a.t.Long.Simulate,
		Example: "wxops simulate --listen 127.0.0.1:8089",
		Args:    a.noArgs(),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.runSimulate(cmd.Context(), listen, anywhere) },
	}
	cmd.Flags().StringVar(&listen, "listen", "127.0.0.1:0", a.t.Flag.Listen)
	cmd.Flags().BoolVar(&anywhere, "listen-anywhere", false, a.t.Flag.ListenAnywhere)
	return cmd
}

// runSimulate serves until the run is interrupted.
func (a *app) runSimulate(ctx context.Context, address string, anywhere bool) error {
	t := a.t.Simulate
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return usage(t.WrongAddress, t.WrongAddressDo)
	}
	if ip := net.ParseIP(host); !anywhere && host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return usage(t.NotLoopback, t.NotLoopbackDo)
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return &failure{exit: exitFailed, fact: fmt.Sprintf(t.CannotListen, address, err), remedy: t.CannotListenDo}
	}
	handler, data := simulate.Demo(a.env.Now, rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64())))
	a.introduce("http://"+listener.Addr().String(), data)
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

// jsonSimulation says what the simulator accepts. Its accounts are made up,
// and so are their secrets.
type jsonSimulation struct {
	URL      string              `json:"url"`
	Accounts []jsonSimulated     `json:"accounts"`
	RIDs     []jsonSimulatedFail `json:"rids"`
}

type jsonSimulated struct {
	Alias  string `json:"alias"`
	Name   string `json:"name"`
	AppID  string `json:"appid"`
	Kind   string `json:"kind"`
	Env    string `json:"env"`
	Secret string `json:"secret"`
}

type jsonSimulatedFail struct {
	Account string `json:"account"`
	RID     string `json:"rid"`
	Code    int64  `json:"errcode"`
	Text    string `json:"text"`
}

func (a *app) introduce(url string, data simulate.DemoData) {
	if a.format == formatJSON {
		doc := jsonSimulation{URL: url, Accounts: []jsonSimulated{}, RIDs: []jsonSimulatedFail{}}
		for _, acc := range data.Accounts {
			doc.Accounts = append(doc.Accounts, jsonSimulated{acc.Alias, acc.Name, acc.AppID, acc.Kind, acc.Env, acc.Secret})
		}
		for _, r := range data.RIDs {
			doc.RIDs = append(doc.RIDs, jsonSimulatedFail{r.Alias, r.RID, r.Code, r.Text})
		}
		a.writeJSON(doc)
		return
	}
	t, w := a.t.Simulate, a.env.Stdout
	fmt.Fprintf(w, t.Listening+"\n\n", url)
	rows := make([][]string, 0, len(data.Accounts))
	for _, acc := range data.Accounts {
		rows = append(rows, []string{acc.Alias, acc.AppID, acc.Secret, acc.Kind, acc.Env, acc.Name})
	}
	writeTable(w, []column{{t.Alias, false}, {t.AppID, false}, {t.Secret, false}, {t.Kind, false}, {t.Env, false}, {t.Name, false}}, rows)
	first := data.Accounts[0]
	fmt.Fprintf(w, "\n%s\n", t.Try)
	fmt.Fprintf(w, "  export %s=%s\n", keystore.EnvName(first.Alias), first.Secret)
	fmt.Fprintf(w, "  wxops account add %s --appid %s --kind %s --secret-source env\n", first.Alias, first.AppID, first.Kind)
	fmt.Fprintf(w, "  wxops quota %s --base %s\n", first.Alias, url)
	fmt.Fprintf(w, "  wxops rid %s --base %s %q\n\n%s\n", data.RIDs[0].Alias, url, data.RIDs[0].RID, t.Stop)
}

type simulateText struct {
	Listening                             string // the URL
	Try, Stop                             string
	NotLoopback, NotLoopbackDo            string
	WrongAddress, WrongAddressDo          string
	CannotListen, CannotListenDo          string // address, why
	Alias, AppID, Secret, Kind, Env, Name string // heads
}

func simulateWords(s say) simulateText {
	return simulateText{
		Listening:      s("The simulator answers at %s with these accounts, all of them made up:", "模拟服务地址：%s，可用账号如下（均为虚构）："),
		Try:            s("Try it from another terminal:", "在另一个终端里试试："),
		Stop:           s("ctrl+c ends it.", "按 ctrl+c 结束。"),
		NotLoopback:    s("the simulator listens on this machine only", "模拟服务只在本机监听"),
		NotLoopbackDo:  s("Use --listen 127.0.0.1:PORT; to let other machines in, add --listen-anywhere", "请用 --listen 127.0.0.1:PORT；若要让其他机器访问，请加 --listen-anywhere"),
		WrongAddress:   s("--listen is an address and a port", "--listen 应为地址加端口"),
		WrongAddressDo: s("Write it as in --listen 127.0.0.1:8089", "写法如 --listen 127.0.0.1:8089"),
		CannotListen:   s("listening on %s is not possible: %s", "无法监听 %s：%s"),
		CannotListenDo: s("Choose another port, or 0 for any", "换一个端口，或用 0 自动选择"),
		Alias:          s("Alias", "别名"), AppID: s("AppID", "AppID"), Secret: s("AppSecret", "AppSecret"), Kind: s("Kind", "类型"),
		Env: s("Env", "环境"), Name: s("Name", "名称"),
	}
}
