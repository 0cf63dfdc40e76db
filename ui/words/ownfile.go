package words

import (
	"errors"
	"strings"

	"wxops/wechat/ownfile"
)

// ownFileAdvice is for what stands at the name of a file of ours and is none;
// nothing was written or made.
var ownFileAdvice = map[ownfile.Kind]Advice{
	ownfile.Link: {
		{"{account} is a link; expected a file or folder of your own", "{account} 是链接；此处应为您自己的文件或目录"},
		{"See where it leads, then put a file or folder of your own in its place: ls -l {account}",
			"请先看它指向哪里，再换成自己的文件或目录：ls -l {account}"},
	},
	ownfile.NotAFile: {
		{"{account} is a folder, a pipe or a device; expected a file", "{account} 是目录、管道或设备；此处应为普通文件"},
		{"Look at it and move it away: ls -ld {account}", "请查看并移走：ls -ld {account}"},
	},
	ownfile.NotAFolder: {
		{"{account} is no folder; expected a folder", "{account} 不是目录；此处应为目录"},
		{"Look at it and move it away: ls -ld {account}", "请查看并移走：ls -ld {account}"},
	},
	ownfile.Foreign: {
		{"{account} belongs to another user ({detail}); expected yours", "{account} 属于其他用户（{detail}）；应属于您"},
		{"Find out who put it there, then move it away: ls -ld {account}", "请先弄清是谁放的，再移走：ls -ld {account}"},
	},
	ownfile.TooOpen: {
		{"others may use {account} ({detail}); expected nobody but you", "{account} 对他人开放（{detail}）；应只有您可用"},
		{"Look whether others have changed it, then: chmod go-rwx {account}", "请先检查是否被他人改动，再执行：chmod go-rwx {account}"},
	},
	ownfile.Exchanged: {
		{"{account} was exchanged while it was opened; expected a file or folder of yours", "{account} 在打开时被调换；此处应为您自己的文件或目录"},
		{"Find out who can write there: ls -ld {account}", "请弄清谁可以写入那里：ls -ld {account}"},
	},
	ownfile.SecondName: {
		{"{account} is a second name of another file; expected a file of its own", "{account} 是另一文件的硬链接；此处应为独立的文件"},
		{"Find out who made it, then remove that name: ls -l {account}", "请先弄清是谁创建的，再删除该名称：ls -l {account}"},
	},
	ownfile.NoTeam: {
		{"the team's folder {account} is missing", "团队目录 {account} 不存在"},
		{"Make it once: sudo groupadd -f wxops && sudo install -d -g wxops -m 2770 {account}; then for each person: sudo usermod -aG wxops NAME",
			"请创建一次：sudo groupadd -f wxops && sudo install -d -g wxops -m 2770 {account}；再逐一加入成员：sudo usermod -aG wxops 用户名"},
	},
	ownfile.NoMember: {
		{"{account}: you are not in the group {group}", "{account}：您不在 {group} 组中"},
		{"sudo usermod -aG {group} \"$USER\", then log in again", "请执行 sudo usermod -aG {group} \"$USER\"，然后重新登录"},
	},
	ownfile.TeamFolder: {
		{"the team's folder {account} has {detail}; expected a group of its own and mode 2770", "团队目录 {account} 现为 {detail}；应有自己的组，权限应为 2770"},
		{"Look whether others have changed what is in it, then: sudo chgrp wxops {account} && sudo chmod 2770 {account}",
			"请先检查其中文件是否被他人改动，再执行：sudo chgrp wxops {account} && sudo chmod 2770 {account}"},
	},
	ownfile.TeamFile: {
		{"{account} has {detail}; expected {want}", "{account} 现为 {detail}；应为 {want}"},
		{"Look whether others have changed it, then: sudo chgrp {group} {account} && sudo chmod 660 {account}",
			"请先检查是否被他人改动，再执行：sudo chgrp {group} {account} && sudo chmod 660 {account}"},
	},
	ownfile.TeamAbove: {
		{"others can change {account} ({detail}), in which the team's folder is", "团队目录所在的 {account} 可被他人改动（{detail}）"},
		{"Put the team's folder where only root can: /var/lib/wxops", "请把团队目录放在只有 root 可改动的位置：/var/lib/wxops"},
	},
}

// explainOwnFile gives the words for what stands where a file of ours should.
func explainOwnFile(err error, lang Lang) (fact, remedy string, known bool) {
	var wrong *ownfile.Error
	if !errors.As(err, &wrong) {
		return "", "", false
	}
	fact, remedy = ownFileAdvice[wrong.Kind].fill(lang, wrong.Path, "", wrong.Found, err.Error())
	team := strings.NewReplacer("{group}", wrong.Group, "{want}", wrong.Want)
	return team.Replace(fact), team.Replace(remedy), true
}
