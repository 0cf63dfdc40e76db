package catalog

import (
	"errors"
	"net"
	"net/url"
	"strconv"
)

// DefaultBaseURL is the entry that WeChat recommends: it leads to the nearest host.
const DefaultBaseURL = "https://api.weixin.qq.com"

// CheckBaseURL takes an address for the API: https, or plain http to this
// machine only, because the token travels in the query. It has no path, query
// or user.
func CheckBaseURL(raw string) error {
	u, err := url.Parse(raw)
	switch {
	case err != nil || u.Host == "" || u.Hostname() == "" || u.Opaque != "":
		return errors.New("expected an API address such as " + DefaultBaseURL)
	case u.User != nil:
		return errors.New("an API address holds no user and no password")
	case u.Path != "" && u.Path != "/" || u.RawQuery != "" || u.ForceQuery || u.Fragment != "":
		return errors.New("an API address ends after the host and port")
	case !validPort(u.Port()):
		return errors.New("a port is a number from 1 to 65535")
	case u.Scheme == "https":
		return nil
	case u.Scheme == "http" && loopback(u.Hostname()):
		return nil
	case u.Scheme == "http":
		return errors.New("plain http is for this machine only (127.0.0.1, localhost): the token would travel in the open")
	}
	return errors.New("an API address begins with https://")
}

func validPort(port string) bool {
	if port == "" {
		return true
	}
	n, err := strconv.ParseUint(port, 10, 16)
	return err == nil && n > 0
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
