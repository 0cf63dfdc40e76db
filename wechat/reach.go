package wechat

import (
	"context"
	"net/http"
	"strings"
	"time"

	"wxops/wechat/catalog"
)

// Reached is how a host answered.
type Reached struct {
	Took       time.Duration // with the handshakes when the connection was new
	ServerTime time.Time     // of the answer's Date header, to the second; zero when it had none
}

// Reach asks a host for anything, without a token; any HTTP answer counts. The
// deadline is the context's.
func Reach(ctx context.Context, transport Transport, baseURL string, now func() time.Time) (Reached, error) {
	r := request{op: "reach the API", method: http.MethodGet, path: "/"}
	if err := catalog.CheckBaseURL(baseURL); err != nil {
		return Reached{}, r.fail(BadAddress, err)
	}
	started := now()
	got, err := send(ctx, transport, strings.TrimSuffix(baseURL, "/"), r)
	took := now().Sub(started)
	if err != nil && got.status == 0 {
		return Reached{}, err
	}
	date, _ := http.ParseTime(got.date) // a time is a gift here, its absence no failure
	return Reached{Took: took, ServerTime: date}, nil
}
