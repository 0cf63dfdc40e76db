package doctor

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"

	"wxops/ui/words"
)

var (
	wordNoFile    = words.Pair{"%s  none yet", "%s  尚无"}
	wordEntries   = words.Pair{"entries: %d", "记录 %d 条"}
	wordDamaged   = words.Pair{"damaged lines: %d", "损坏 %d 行"}
	wordDamagedDo = words.Pair{"A run that was killed while writing leaves one; resets in damaged lines are not counted, the other lines are read. Keep the file",
		"写入时被终止会留下损坏行；损坏行中的清零没有计入，其余行正常读取。请保留该文件"}
	wordCounted     = words.Pair{"only this user's resets on this machine are counted", "只计入本用户在本机的清零"}
	wordCloseFileDo = words.Pair{"Others can get at it: chmod go-rwx %s", "其他用户可访问：chmod go-rwx %s"}
	wordLinkDo      = words.Pair{"It is a symbolic link; put a file of your own there", "这是符号链接；请改为自己的文件"}
	wordOwnerDo     = words.Pair{"It belongs to another user; give it back with chown, or run wxops as its owner",
		"属于其他用户；请用 chown 改回，或以其所有者运行"}
	wordForeign      = words.Pair{"of another user", "属于其他用户"}
	wordWritable     = words.Pair{"can be written", "可写"}
	wordUnwritable   = words.Pair{"%s cannot be written: %s", "%s 不可写：%s"}
	wordUnwritableDo = words.Pair{"Free some space or fix the owner and mode; without it no reset is sent",
		"请释放空间，或修正属主与权限；不可写时不会发送任何清零"}
	wordUnreadableDo = words.Pair{"Fix its owner and mode", "请修正属主与权限"}
)

// files are what is wxops's own on this machine.
type files struct {
	Folders
	book bookRead
	lang words.Lang
}

func (s files) checks(kept state) []check {
	checks := []check{
		{group: Files, name: "accounts.toml", look: s.accountsFile},
		{group: Files, name: "config.toml", look: s.configFile},
		{group: Files, name: "secrets.age", look: s.private(s.Secrets())},
	}
	return append(append(checks, kept.checks()...), check{group: Files, name: "wxops.log", look: s.private(s.Log())})
}

// there looks whether anything is there; info is nil when the finding is made.
func (s files) there(f Finding, path string, stat func(string) (fs.FileInfo, error)) (_ Finding, info fs.FileInfo) {
	info, err := stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return f.fine(wordNoFile.Fill(s.lang, s.Tilde(path))), nil
	case err != nil:
		return f.wrong(err.Error(), wordUnreadableDo.In(s.lang)), nil
	}
	f.Fact = s.Tilde(path) + fmt.Sprintf("  %04o", info.Mode().Perm())
	if !ours(info) {
		f.Fact += wordComma.In(s.lang) + wordForeign.In(s.lang)
	}
	return f, info
}

// closed looks whether others own something or have a mode that they must not have.
func (s files) closed(f Finding, info fs.FileInfo, path string, forbidden fs.FileMode) Finding {
	switch {
	case !ours(info):
		return f.wrong(f.Fact, wordOwnerDo.In(s.lang))
	case info.Mode().Perm()&forbidden != 0 && runtime.GOOS != "windows":
		return f.wrong(f.Fact, wordCloseFileDo.Fill(s.lang, s.Tilde(path)))
	}
	return f
}

// private looks at something that nobody else has to do with. It need not be there.
func (s files) private(path string) func(context.Context, Finding) Finding {
	return func(_ context.Context, f Finding) Finding {
		f, info := s.there(f, path, os.Lstat)
		switch {
		case info == nil:
			return f
		case info.Mode()&fs.ModeSymlink != 0:
			return f.wrong(f.Fact, wordLinkDo.In(s.lang))
		}
		return s.closed(f, info, path, 0o077)
	}
}

// causeOf is the system's word without the path, which is said already.
func causeOf(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}
