package cli

import (
	"context"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"wxops/keystore"
	"wxops/wechat/inquiry"
	"wxops/wechat/rid"
)

// TestTheSearchForAnOwnerBeginsWithTheNamedOrTheSuggested: and leaves out who cannot ask.
func TestTheSearchForAnOwnerBeginsWithTheNamedOrTheSuggested(t *testing.T) {
	accounts := []keystore.Account{
		theMall,
		{Alias: "platform", AppID: "wx00000000000000c3", Kind: keystore.Component, Secret: keystore.FromEnv},
		{Alias: "news", AppID: "wx00000000000000b2", Kind: keystore.OffiAccount, Secret: keystore.FromEnv},
		{Alias: "shop", AppID: "wx00000000000000d4", Kind: keystore.MiniProgram, Secret: keystore.FromEnv},
	}
	c := &ridCommand{Shell: askedAt(nil, io.Discard, nil)}
	for _, tt := range []struct {
		text  string
		named *keystore.Account
		want  string
	}{
		{"", nil, "mall news shop"},
		{"appid wx00000000000000b2 ", nil, "news mall shop"},
		{"appid wx00000000000000b2 ", &accounts[3], "shop news mall"},
		{"appid wx00000000000000c3 ", &accounts[1], "mall news shop"},
	} {
		r := newRIDReport(rid.Find(tt.text+"rid: "+string(ridAt(time.Hour))), accounts, noon)
		var got []string
		for _, a := range c.turn(tt.named, &r) {
			got = append(got, a.Name)
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s, %v: %v, want %s", tt.text, tt.named, got, tt.want)
		}
	}
}

// TestTheSearchForAnOwnerAsksNoPerson: whose secret is typed is passed over, and that is said.
func TestTheSearchForAnOwnerAsksNoPerson(t *testing.T) {
	typed := keystore.Account{Alias: "typed", AppID: "wx00000000000000e5", Kind: keystore.MiniProgram, Secret: keystore.FromPrompt}
	foreign := strings.Replace(notFound, "76001", "76003", 1)
	g := &ridGet{answer: foreign}
	var said strings.Builder
	c := &ridCommand{Shell: askedAt(g, io.Discard, nil)}
	c.Env.Stderr = &said
	c.Env.ReadHidden = func(context.Context, func()) (string, error) {
		t.Error("a person was asked")
		return "", io.EOF
	}
	id := ridAt(time.Hour)
	r := newRIDReport(rid.Find("rid: "+string(id)), []keystore.Account{typed, theMall}, noon)
	c.findOwner(t.Context(), nil, &r)
	if !slices.Equal(g.asked, []string{string(id)}) {
		t.Errorf("asked about %v", g.asked)
	}
	if !strings.Contains(said.String(), "typed could not be asked: its secret needs a person") || strings.Contains(said.String(), "mall") {
		t.Errorf("said %q", said.String())
	}
	if r.err == nil || r.whose() != nil {
		t.Errorf("%v, %v", r.err, r.whose())
	}
}

// TestTheSearchForAnOwnerAsksAboutAnExpiredRidToo: this clock may be wrong.
func TestTheSearchForAnOwnerAsksAboutAnExpiredRidToo(t *testing.T) {
	g := &ridGet{answer: recorded}
	c := &ridCommand{Shell: askedAt(g, io.Discard, nil)}
	id := ridAt(8 * 24 * time.Hour)
	r := newRIDReport(rid.Find("rid: "+string(id)), []keystore.Account{theMall}, noon)
	c.findOwner(t.Context(), nil, &r)
	if w := r.whose(); r.err != nil || w == nil || !w.Sure || w.Alias != "mall" {
		t.Errorf("%v, %v", r.err, w)
	}
	if told, _ := r.inquiry.Told(); told.Verdict() != inquiry.Told || told.RID != id {
		t.Errorf("%+v", told)
	}
}
