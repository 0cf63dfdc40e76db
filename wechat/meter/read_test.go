package meter

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"wxops/wechat"
	"wxops/wechat/catalog"
)

const refresh = 30 * time.Second

var (
	errLost = &wechat.Error{Reason: wechat.ConnectionLost}
	errNone = &wechat.Error{Code: 76021}
)

// source answers a sweep with what it holds.
type source struct {
	refused error
	answers map[string]wechat.Reading
	asked   []string
}

func (s *source) Authorize(context.Context) error { return s.refused }

func (s *source) Sweep(_ context.Context, paths []string) <-chan wechat.Reading {
	s.asked = paths
	out := make(chan wechat.Reading, len(paths))
	defer close(out)
	for _, p := range slices.Backward(paths) { // rows come in any order
		if r, ok := s.answers[p]; ok {
			out <- r
		}
	}
	return out
}

func TestReadGivesAReadingForEachPathInItsPlace(t *testing.T) {
	paths := []string{"/cgi-bin/a", "/sns/x", "/cgi-bin/b"}
	answers := map[string]wechat.Reading{
		"/cgi-bin/a": reading("/cgi-bin/a", 10, 1, 9), "/sns/x": failed("/sns/x", catalog.ErrPathSNS), "/cgi-bin/b": reading("/cgi-bin/b", 10, 2, 8),
	}
	got, err := Read(t.Context(), &source{answers: answers}, paths)
	if err != nil || !slices.Equal(pathsOf(got), paths) || got[2].Quota.Daily.Used != 2 || got[1].Err == nil {
		t.Errorf("%+v, %v", got, err)
	}
	cut, cancel := context.WithCancel(t.Context())
	cancel()
	delete(answers, "/cgi-bin/b")
	if got, _ := Read(cut, &source{answers: answers}, paths); !slices.Equal(pathsOf(got), paths) || !errors.Is(got[2].Err, context.Canceled) {
		t.Errorf("cut short: %+v", got)
	}
}

func TestReadAsksNothingWithoutAToken(t *testing.T) {
	s := &source{refused: &wechat.Error{Code: 40164}}
	got, err := Read(t.Context(), s, []string{"/cgi-bin/a", "/sns/x"})
	if !errors.Is(err, s.refused) || s.asked != nil || !errors.Is(got[0].Err, s.refused) || !errors.Is(got[1].Err, catalog.ErrPathSNS) {
		t.Errorf("%+v, %v, asked %v", got, err, s.asked)
	}
	s.answers = map[string]wechat.Reading{"/sns/x": failed("/sns/x", catalog.ErrPathSNS)}
	if got, err := Read(t.Context(), s, []string{"/sns/x"}); err != nil || got[0].Err == nil {
		t.Errorf("no path that can be asked for: %+v, %v", got, err)
	}
}
