package desk

import (
	"context"

	"wxops/wechat"
)

// TestPath is the API whose quota a test of an account reads: every kind has it.
const TestPath = "/cgi-bin/openapi/quota/get"

// Tested is how far the test of an account came.
type Tested struct {
	Token bool // WeChat gave one: AppID, AppSecret and address are good
	Quota bool // it answered about a quota
	Asked bool // it was asked for one
}

// TestClient is what a test of an account asks of its client.
type TestClient interface {
	Forget()
	Authorize(ctx context.Context) error
	Quota(ctx context.Context, path string) (wechat.Quota, error)
}

// Test fetches a token and reads one quota: that proves the AppSecret and the
// address, and costs no reset. A token that was held would prove nothing, so
// it is dropped; WeChat gives the same one again.
func Test(ctx context.Context, client TestClient) (t Tested, err error) {
	client.Forget()
	if err := client.Authorize(ctx); err != nil {
		return t, err
	}
	t.Token, t.Asked = true, true
	_, err = client.Quota(ctx, TestPath)
	if wechat.NoQuota(err) {
		err = nil // this account has no such quota, and its credentials are good
	}
	t.Quota = err == nil
	return t, err
}
