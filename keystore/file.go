package keystore

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"wxops/wechat/ownfile"
)

// readOwn gives the text of a person's own file, and whether others may write it; no file
// is an empty text. what names it in errors.
func readOwn(path, what string) (text []byte, open bool, err error) {
	target, err := targetOf(path, what)
	if err != nil {
		return nil, false, err
	}
	text, info, err := ownfile.ReadTarget(target)
	var wrong *ownfile.Error
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, false, nil
	case errors.As(err, &wrong) && wrong.Kind == ownfile.NotAFile:
		return nil, false, &BookError{path, []Fault{{What: NotAFile}}} // a pipe would hang
	case err != nil:
		return nil, false, fmt.Errorf("read %s: %w", what, err)
	}
	return text, othersMayWrite(info), nil
}

// targetOf is the file behind the links: one that lives in a dotfiles repository is
// changed there, and the link stays.
func targetOf(path, what string) (string, error) {
	target, err := ownfile.Target(path)
	if err != nil {
		return "", fmt.Errorf("find %s: %w", what, err)
	}
	return target, nil
}

// readOfMachine gives the text of a file that root keeps for everybody, nil where there is
// none, and why it is left out. Whoever is woken at night goes on without it.
func readOfMachine(path string) ([]byte, []Fault) {
	text, err := ownfile.ReadOfMachine(path)
	var wrong *ownfile.Error
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case errors.As(err, &wrong):
		found := wrong.Found
		if wrong.Path != path {
			found = wrong.Path + " (" + found + ")"
		}
		return nil, []Fault{{File: path, What: MachineUnsafe, Found: found, Expected: "root's file in folders of root's, which nobody else may write"}}
	case err != nil:
		return nil, []Fault{{File: path, What: MachineUnread, Found: refusal(err)}}
	}
	return text, nil
}

func refusal(err error) string {
	var file *fs.PathError
	if errors.As(err, &file) {
		return file.Err.Error()
	}
	return err.Error()
}

// inFile names the file of faults that are not of the one that was asked for.
func inFile(path string, faults []Fault) []Fault {
	faults = slices.Clone(faults)
	for i := range faults {
		faults[i].File = path
	}
	return faults
}

// others are the files of the machine that are not the person's own again.
func others(own string, machine []string) []string {
	return slices.DeleteFunc(slices.Clone(machine), func(path string) bool { return path == own })
}
