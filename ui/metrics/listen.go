package metrics

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

// Server answers scrapes.
type Server struct {
	http     *http.Server
	listener net.Listener
	open     atomic.Int64
}

// The bounds of a server: whoever reaches it must not be able to keep the watch from
// its work. Prometheus asks on one connection, every minute by default.
const (
	mostConns   = 64
	mostHeader  = 16 << 10
	headerTime  = 5 * time.Second
	requestTime = 10 * time.Second
	answerTime  = 30 * time.Second
	idleTime    = 3 * time.Minute
	farewell    = 500 * time.Millisecond
)

// Listen opens an address: an IP address and a port, of which the first may be left out to
// mean all of this machine's and the second be 0 to mean any; or unix: and a path, for a
// socket that only this user may use. Its error is an *Error.
func (m *Metrics) Listen(addr string) (*Server, error) {
	l, err := listen(addr)
	if err != nil {
		return nil, err
	}
	s := &Server{listener: l}
	s.http = &http.Server{
		Handler: m.Handler(), ConnState: s.counted, ErrorLog: log.New(io.Discard, "", 0),
		ReadHeaderTimeout: headerTime, ReadTimeout: requestTime, WriteTimeout: answerTime, IdleTimeout: idleTime,
		MaxHeaderBytes: mostHeader,
	}
	return s, nil
}

func listen(addr string) (net.Listener, error) {
	if path, isSocket := strings.CutPrefix(addr, "unix:"); isSocket {
		return listenSocket(path)
	}
	host, port, err := net.SplitHostPort(addr)
	if err != nil || !isHost(host) || !isPort(port) {
		return nil, &Error{Why: WrongAddress, Subject: addr}
	}
	l, err := net.Listen("tcp", addr)
	switch {
	case errors.Is(err, errInUse):
		return nil, &Error{Why: PortTaken, Subject: addr, Err: err}
	case err != nil:
		return nil, &Error{Why: CannotListen, Subject: addr, Err: bare(err)}
	}
	return l, nil
}

// isHost leaves out names that would have to be looked up: a service must not wait for
// DNS when it starts.
func isHost(host string) bool {
	_, err := netip.ParseAddr(host)
	return host == "" || host == "localhost" || err == nil
}

func isPort(port string) bool {
	_, err := strconv.ParseUint(port, 10, 16)
	return err == nil
}

// bare is the system's word alone: the operation and its place are said before it.
func bare(err error) error {
	var no syscall.Errno
	if errors.As(err, &no) {
		return no
	}
	return err
}

// counted closes a connection that is one too many.
func (s *Server) counted(c net.Conn, state http.ConnState) {
	switch state {
	case http.StateNew:
		if s.open.Add(1) > mostConns {
			_ = c.Close()
		}
	case http.StateClosed, http.StateHijacked:
		s.open.Add(-1)
	}
}

// Address is where the server is reached, with the port that was chosen: a URL, or
// unix: and a path.
func (s *Server) Address() string {
	if a, isSocket := s.listener.Addr().(*net.UnixAddr); isSocket {
		return "unix:" + a.Name
	}
	return "http://" + s.listener.Addr().String() + "/metrics"
}

// Anywhere reports whether other machines can reach the server, which is worth a word:
// everybody there may read the names and numbers of the accounts.
func (s *Server) Anywhere() bool {
	a, isTCP := s.listener.Addr().(*net.TCPAddr)
	return isTCP && !a.IP.IsLoopback()
}

// Serve answers until the context ends, and for half a second after that. A socket is
// removed then.
func (s *Server) Serve(ctx context.Context) error {
	ended := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(ended)
		bye, cancel := context.WithTimeout(context.WithoutCancel(ctx), farewell)
		defer cancel()
		if s.http.Shutdown(bye) != nil {
			_ = s.http.Close()
		}
	})
	err := s.http.Serve(s.listener)
	if stop() { // it failed by itself
		_ = s.http.Close()
		return &Error{Why: CannotListen, Subject: s.Address(), Err: err}
	}
	<-ended
	return nil
}

// Close gives the address back where Serve was not called.
func (s *Server) Close() error { return s.listener.Close() }
