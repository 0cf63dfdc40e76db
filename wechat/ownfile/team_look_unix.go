//go:build unix

package ownfile

import (
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
)

// lookTeam judges the team's folder: what others could do there, whether its
// group is one that we are in, and who could put another in its place.
func lookTeam(team string, info fs.FileInfo) error {
	gid := groupOf(info)
	if err := lookTeamFolder(team, info, gid); err != nil {
		return err
	}
	if !member(gid) {
		if gid == 0 { // which nobody should be let into
			return refuse(team, TeamFolder, groupAndMode(info), "a group of its own")
		}
		return &Error{team, NoMember, "you are not in its group", "a member of " + groupName(gid), groupName(gid)}
	}
	return lookAbove(team, owner(info))
}

// member: root needs no group.
func member(gid int) bool {
	if me := os.Geteuid(); me == 0 || os.Getegid() == gid {
		return true
	}
	groups, err := os.Getgroups()
	return err == nil && slices.Contains(groups, gid)
}

// teamBits are all that a folder of a team may have and must have: setgid
// gives the group to what is made in it. A sticky bit would keep members from
// replacing each other's files.
const teamBits = fs.ModeSetgid | 0o770

func lookTeamFolder(dir string, info fs.FileInfo, gid int) error {
	switch mode := info.Mode(); {
	case mode&fs.ModeSymlink != 0:
		return refuse(dir, Link, "a link", "a folder")
	case !mode.IsDir():
		return refuse(dir, NotAFolder, "not a folder", "a folder")
	case mode&(fs.ModeSetgid|fs.ModeSticky|fs.ModePerm) != teamBits || groupOf(info) != gid:
		return &Error{dir, TeamFolder, groupAndMode(info), "group " + groupName(gid) + ", mode 2770", groupName(gid)}
	}
	return nil
}

// lookTeamFile accepts any member's file of the group. A member can put here
// whatever it owns or may write, by a second name, too.
func lookTeamFile(path string, info, folder fs.FileInfo) error {
	switch {
	case names(info) > 1:
		return refuse(path, SecondName, "a second name of a file", "a file of its own")
	case info.Mode()&0o002 != 0 || groupOf(info) != groupOf(folder):
		return teamFile(path, info, folder)
	}
	return nil
}

func teamFile(path string, info, folder fs.FileInfo) error {
	group := groupName(groupOf(folder))
	return &Error{path, TeamFile, groupAndMode(info), "group " + group + ", mode 0660", group}
}

func groupAndMode(info fs.FileInfo) string {
	return fmt.Sprintf("group %s, mode %04o", groupName(groupOf(info)), stat(info).Mode&0o7777)
}

func groupOf(info fs.FileInfo) int { return int(stat(info).Gid) }

// groupName is what people call a group, or its number.
func groupName(gid int) string {
	number := strconv.Itoa(gid)
	if g, err := user.LookupGroupId(number); err == nil {
		return g.Name
	}
	return number
}

// lookAbove follows the way to the team's folder, which others than root and
// that folder's owner must not be able to change. Where anybody may make names,
// as in /tmp, what stands there is root's or ours.
func lookAbove(team string, by int) error {
	var open fs.FileInfo // the folder that the next name is in, if it is one for all
	var where string
	mine := func(whose int) error {
		if open == nil || whose == 0 || whose == os.Geteuid() {
			return nil
		}
		return changeable(where, open)
	}
	_, err := walk(filepath.Dir(team), func(at string, info fs.FileInfo) error {
		if err := mine(owner(info)); err != nil {
			return err
		}
		open = nil
		switch loose := info.Mode()&0o022 != 0; {
		case info.Mode()&fs.ModeSymlink != 0:
		case owner(info) != 0 && owner(info) != by, loose && info.Mode()&fs.ModeSticky == 0:
			return changeable(at, info)
		case loose:
			open, where = info, at
		}
		return nil
	})
	if err != nil {
		return err
	}
	return mine(by)
}

func changeable(dir string, info fs.FileInfo) error {
	found := fmt.Sprintf("owner %d, mode %04o", owner(info), stat(info).Mode&0o7777)
	return refuse(dir, TeamAbove, found, "a folder that only root can change")
}
