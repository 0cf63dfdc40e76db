package metrics

import (
	"strings"

	"wxops/ui/words"
)

// Why says in one word what is wrong with a place for the numbers.
type Why string

// What may be wrong.
const (
	WrongAddress  Why = "no address to listen on"
	PortTaken     Why = "another program listens there"
	SocketTaken   Why = "another program listens at the socket"
	NotOurSocket  Why = "no socket of ours"
	LongPath      Why = "the path of the socket is too long"
	CannotListen  Why = "listening is not possible"
	NoPromFile    Why = "the name does not end in .prom"
	NotAPlainFile Why = "no plain file"
	CannotWrite   Why = "the file cannot be written"
)

// Error says why the numbers can be neither served nor written.
type Error struct {
	Why     Why
	Subject string // the address or the path
	Err     error  // of the system; nil: none
}

// Error gives the fact in one line, in English.
func (e *Error) Error() string {
	fact, _ := e.Explain(words.English)
	return fact
}

// Unwrap gives the system's own error, if there is one.
func (e *Error) Unwrap() error { return e.Err }

// Explain gives the fact, and what to do.
func (e *Error) Explain(lang words.Lang) (fact, remedy string) {
	w, detail := wordings[e.Why], ""
	if e.Err != nil {
		detail = e.Err.Error()
	}
	fill := strings.NewReplacer("{subject}", e.Subject, "{detail}", detail)
	do := w.do
	if e.Why == PortTaken && strings.HasSuffix(e.Subject, ":9464") {
		do = wordOpenTelemetry
	}
	return fill.Replace(w.fact.In(lang)), fill.Replace(do.In(lang))
}

// wording is a fact, and what to do.
type wording struct{ fact, do words.Pair }

var wordings = map[Why]wording{
	WrongAddress: {
		words.Pair{"--listen {subject} is not an IP address with a port, nor unix: and a path", "--listen {subject} 既不是 IP 地址加端口，也不是 unix: 加路径"},
		words.Pair{"Write it as in --listen 127.0.0.1:9464, --listen :9464 for all addresses of this machine, or --listen unix:/run/wxops/metrics.sock",
			"写法如 --listen 127.0.0.1:9464；监听本机所有地址用 --listen :9464；或用 --listen unix:/run/wxops/metrics.sock"},
	},
	PortTaken: {
		words.Pair{"another program listens on {subject}", "{subject} 已被其他程序监听"},
		words.Pair{"Choose another port, or 0 for any; who has it: ss -ltnp", "请换一个端口，或用 0 自动选择；查看被谁占用：ss -ltnp"},
	},
	SocketTaken: {
		words.Pair{"another program listens at {subject}", "{subject} 已被其他程序监听"},
		words.Pair{"Choose another path; who has it: ss -lxp", "请换一个路径；查看被谁占用：ss -lxp"},
	},
	NotOurSocket: {
		words.Pair{"{subject} is there, and is no socket of yours", "{subject} 已存在，且不是您的套接字"},
		words.Pair{"Look at it and move it away, or choose another path: ls -ld {subject}", "请查看并移走，或换一个路径：ls -ld {subject}"},
	},
	LongPath: {
		words.Pair{"the path of a socket has at most 103 bytes: {subject}", "套接字路径最长 103 字节：{subject}"},
		words.Pair{"Choose a shorter one, such as unix:/run/wxops/metrics.sock", "请用更短的路径，例如 unix:/run/wxops/metrics.sock"},
	},
	CannotListen: {
		words.Pair{"listening on {subject} is not possible: {detail}", "无法监听 {subject}：{detail}"},
		words.Pair{"Choose an address of this machine and a port from 1024 on, or a path in a folder of yours", "请用本机地址和 1024 以上的端口，或您自己目录下的路径"},
	},
	NoPromFile: {
		words.Pair{"--textfile {subject} does not end in .prom", "--textfile {subject} 未以 .prom 结尾"},
		words.Pair{"node_exporter reads no other files; write it as in --textfile /var/lib/prometheus/node-exporter/wxops.prom",
			"node_exporter 只读取 .prom 文件；写法如 --textfile /var/lib/prometheus/node-exporter/wxops.prom"},
	},
	NotAPlainFile: {
		words.Pair{"{subject} is a link, a folder or a device; expected a plain file", "{subject} 是链接、目录或设备；此处应为普通文件"},
		words.Pair{"Look at it and move it away, or choose another path: ls -ld {subject}", "请查看并移走，或换一个路径：ls -ld {subject}"},
	},
	CannotWrite: {
		words.Pair{"{subject} cannot be written: {detail}", "无法写入 {subject}：{detail}"},
		words.Pair{"The folder must be there, and this user must be allowed to make files in it", "目录须已存在，且当前用户可在其中创建文件"},
	},
}

var wordOpenTelemetry = words.Pair{
	"Port 9464 is also the usual one of OpenTelemetry's Prometheus exporter; choose another, such as --listen 127.0.0.1:9465; who has it: ss -ltnp",
	"9464 也是 OpenTelemetry 的 Prometheus exporter 的默认端口；请换一个，例如 --listen 127.0.0.1:9465；查看被谁占用：ss -ltnp"}
