package meter

import (
	"cmp"
	"context"
	"slices"

	"wxops/wechat"
	"wxops/wechat/catalog"
)

// Source reads quotas; a *wechat.Client.
type Source interface {
	Authorize(ctx context.Context) error
	Sweep(ctx context.Context, paths []string) <-chan wechat.Reading
}

// Read reads each of paths once and gives a reading for each, in the same order.
// Where no token can be had, refused is why, and it is the answer to every path
// that would have been asked for.
func Read(ctx context.Context, s Source, paths []string) (readings []wechat.Reading, refused error) {
	if slices.ContainsFunc(paths, func(p string) bool { return catalog.CheckPath(p) == nil }) {
		refused = s.Authorize(ctx)
	}
	if refused == nil {
		return wechat.Collect(ctx, s.Sweep(ctx, paths), paths), nil
	}
	for _, p := range paths {
		readings = append(readings, wechat.Reading{Path: p, Err: cmp.Or(catalog.CheckPath(p), refused)})
	}
	return readings, refused
}
