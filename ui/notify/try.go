package notify

import (
	"context"
	"time"

	"wxops/ui/words"
)

// Try sends a robot a test message. Its error is a *Failure, or the context's.
func Try(ctx context.Context, r Robot, lang words.Lang) error {
	transport := newTransport()
	defer transport.CloseIdleConnections()
	m := newMessage(lang, wordTest.In(lang), []string{wordTried.Fill(lang, r.Name)}, 0)
	return newPoster(transport, time.Now).say(ctx, r, m)
}
