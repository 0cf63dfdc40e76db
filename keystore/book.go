package keystore

import (
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"runtime"

	"wxops/wechat/ownfile"
)

// Book is accounts.toml: the person's own file, and those of the whole machine, which are
// only read. What people wrote in it by hand, comments included, is theirs: a change
// touches the one account it is about.
type Book struct {
	path    string
	machine []string
}

// Open names the files; nothing is read yet, and none need exist. Those of the machine
// count only if root wrote them, the first before the next.
func Open(own string, machine ...string) *Book { return &Book{own, others(own, machine)} }

// Path is the person's own file as it was named to Open.
func (b *Book) Path() string { return b.path }

// Load reads the accounts in the order of the person's own file, then those of the machine
// whose aliases it does not have. No file and an empty file are no accounts. A file of the
// person's that is wrong is a *BookError. One of the machine that is wrong, or that others
// could have written, is left out as a whole, and comes as warnings with its name, beside
// what only looks wrong in the person's own.
func (b *Book) Load() (accounts []Account, warnings []Fault, err error) {
	text, open, err := readOwn(b.path, "accounts")
	if err != nil {
		return nil, nil, err
	}
	accounts, warnings, err = Parse(b.path, text)
	if err != nil {
		return nil, nil, err
	}
	if open {
		warnings = append(warnings, Fault{What: WritableByOther, Found: b.path, Expected: "mode 0600, because secret_command is run"})
	}
	for _, path := range b.machine {
		theirs, left := accountsOfMachine(path)
		accounts, warnings = adding(accounts, theirs), append(warnings, left...)
	}
	return accounts, warnings, nil
}

// accountsOfMachine reads one file of the machine: all of it, or why none.
func accountsOfMachine(path string) ([]Account, []Fault) {
	text, left := readOfMachine(path)
	accounts, faults, _ := Review(text)
	if left = append(left, inFile(path, faults)...); len(left) > 0 {
		return nil, left
	}
	for i := range accounts {
		accounts[i].From = path
	}
	return accounts, nil
}

// LeftOut says which files of the machine are left out, and why.
func (b *Book) LeftOut() []Fault {
	var left []Fault
	for _, path := range b.machine {
		_, why := accountsOfMachine(path)
		left = append(left, why...)
	}
	return left
}

// adding gives the accounts with those of others whose aliases they do not have.
func adding(accounts, others []Account) []Account {
	if len(others) == 0 {
		return accounts
	}
	taken := make(map[string]bool, len(accounts))
	for _, a := range accounts {
		taken[a.Alias] = true
	}
	for _, a := range others {
		if !taken[a.Alias] {
			accounts = append(accounts, a)
		}
	}
	return accounts
}

// Parse reads accounts in the form of accounts.toml from any text; name
// stands in the errors.
func Parse(name string, text []byte) (accounts []Account, warnings []Fault, err error) {
	accounts, faults, warnings := Review(text)
	if len(faults) > 0 {
		return nil, nil, &BookError{name, faults}
	}
	return accounts, warnings, nil
}

// Review reads a text in the form of accounts.toml as far as it goes, and says all that
// is wrong with it and all that only looks wrong. Behind the first place that is no TOML
// nothing is read.
func Review(text []byte) (accounts []Account, faults, warnings []Fault) {
	p := parsePage(text)
	return p.accounts(), p.faults, p.doubts()
}

// Add writes new accounts behind those that are there, all of them or none.
func (b *Book) Add(accounts ...Account) error {
	return b.edit(func(d *draft) []Fault {
		var faults []Fault
		for _, a := range accounts {
			faults = append(faults, d.add(a)...)
		}
		return faults
	})
}

// Change writes what differs between an account as it was seen and as it is
// wanted, its alias too; the rest stays as it is in the file by now, because a
// form may have been open while others edited.
func (b *Book) Change(was, now Account) error {
	return b.explained(was.Alias, b.edit(func(d *draft) []Fault {
		i := d.find(was.Alias)
		if i < 0 {
			return []Fault{noAccount(was.Alias)}
		}
		return d.replace(was.Alias, merged(was.normal(), now.normal(), d.want[i].normal()))
	}))
}

// Remove takes an account out, with the comments within it and the lines of
// comment that stand directly above it.
func (b *Book) Remove(alias string) error {
	return b.explained(alias, b.edit(func(d *draft) []Fault { return d.remove(alias) }))
}

// explained says why an account is not there to be changed, where it is the machine's.
func (b *Book) explained(alias string, err error) error {
	var wrong *BookError
	if !errors.As(err, &wrong) || wrong.Faults[0].What != AccountUnknown {
		return err
	}
	for _, path := range b.machine {
		theirs, _ := accountsOfMachine(path)
		for _, a := range theirs {
			if a.Alias == alias {
				return Own(a)
			}
		}
	}
	return err
}

// edit reads the file under the lock, so that a change made meanwhile by
// another process is kept, and writes it only if the result reads as meant.
func (b *Book) edit(change func(*draft) []Fault) error {
	target, err := targetOf(b.path, "accounts")
	if err != nil {
		return err
	}
	unlock, err := ownfile.LockForWriting(b.path)
	if err != nil {
		return err
	}
	defer unlock()
	ownfile.RemoveLeftovers(target)
	text, _, err := readOwn(b.path, "accounts")
	if err != nil {
		return err
	}
	page := parsePage(text)
	if len(page.faults) > 0 {
		return &BookError{b.path, page.faults}
	}
	d := newDraft(page)
	if faults := change(d); len(faults) > 0 {
		return &BookError{b.path, faults}
	}
	result := d.edit.Text()
	if got := parsePage(result); len(got.faults) > 0 || !reflect.DeepEqual(got.accounts(), d.want) {
		return fmt.Errorf("edit %s: the result would not read as meant, so nothing was written", b.path)
	}
	return ownfile.Replace(target, result)
}

// othersMayWrite reads mode bits, which say nothing on Windows.
func othersMayWrite(info fs.FileInfo) bool {
	return info.Mode().Perm()&0o022 != 0 && runtime.GOOS != "windows"
}
