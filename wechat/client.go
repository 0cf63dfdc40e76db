package wechat

import (
	"context"
	"errors"
	"strings"
	"time"

	"wxops/wechat/catalog"
)

// Hosts gives WeChat's entries: the nearest one, the one for disasters, and
// those of Shanghai, Shenzhen and Hong Kong.
//
// https://developers.weixin.qq.com/doc/service/Basic_Information/Interface_field_description.html
func Hosts() []string {
	return []string{
		"api.weixin.qq.com",
		"api2.weixin.qq.com",
		"sh.api.weixin.qq.com",
		"sz.api.weixin.qq.com",
		"hk.api.weixin.qq.com",
	}
}

// defaultTimeout bounds one call with its retries.
const defaultTimeout = 10 * time.Second

// Secret is an AppSecret that masks itself unless it is asked to reveal itself.
type Secret interface{ Reveal() string }

// Config says which account a Client speaks for, and how.
type Config struct {
	BaseURL string // "" is DefaultBaseURL; see catalog.CheckBaseURL
	AppID   string
	Kind    string // of the account, as catalog.API has it; its errors say it

	// Secret opens the AppSecret. It is asked only when a token must be
	// fetched or a clear goes by AppSecret; it may take as long as a person
	// needs, because Timeout does not count it.
	Secret func(ctx context.Context) (Secret, error)

	Tokens    TokenSource      // nil: stable_token with the Secret
	Transport Transport        // nil: NewTransport(); one is best shared by all clients
	Now       func() time.Time // nil: time.Now
	Timeout   time.Duration    // of one call with its retries; 0: 10 s

	// OnCall gets the record of each request after its answer, also from
	// several goroutines at once.
	OnCall func(Call)

	// Wait pauses before a retry and between the reads of a sweep; it ends
	// early with the context's error. nil: a timer.
	Wait func(ctx context.Context, d time.Duration) error
}

// Client asks WeChat about the openApi management of one account. It may be
// used by several goroutines. Its errors are *Error.
type Client struct {
	baseURL   string
	appID     string
	kind      string
	secret    func(ctx context.Context) (Secret, error)
	tokens    TokenSource
	transport Transport
	now       func() time.Time
	timeout   time.Duration
	onCall    func(Call)
	wait      func(ctx context.Context, d time.Duration) error
	pace      *Pace
}

// New makes a client. It opens no connection and asks for no secret.
func New(cfg Config) (*Client, error) {
	c := &Client{
		baseURL:   strings.TrimSuffix(cfg.BaseURL, "/"),
		appID:     cfg.AppID,
		kind:      cfg.Kind,
		secret:    cfg.Secret,
		tokens:    cfg.Tokens,
		transport: cfg.Transport,
		now:       cfg.Now,
		timeout:   cfg.Timeout,
		onCall:    cfg.OnCall,
		wait:      cfg.Wait,
		pace:      NewPace(),
	}
	if c.baseURL == "" {
		c.baseURL = catalog.DefaultBaseURL
	}
	if err := catalog.CheckBaseURL(c.baseURL); err != nil {
		return nil, err
	}
	if c.appID == "" {
		return nil, errors.New("make a client: no AppID")
	}
	if c.transport == nil {
		c.transport = NewTransport()
	}
	if c.now == nil {
		c.now = time.Now
	}
	if c.timeout <= 0 {
		c.timeout = defaultTimeout
	}
	if c.onCall == nil {
		c.onCall = func(Call) {}
	}
	if c.wait == nil {
		c.wait = sleep
	}
	if c.tokens == nil {
		c.tokens = newStableToken(c.fetchToken, c.now)
	}
	return c, nil
}

// sleep is Config.Wait with a timer.
func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
