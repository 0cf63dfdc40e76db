package words

import "wxops/keystore"

var kinds = map[keystore.Kind]Pair{
	keystore.OffiAccount: {"offiaccount", "公众号"},
	keystore.MiniProgram: {"miniprogram", "小程序"},
	keystore.MiniGame:    {"minigame", "小游戏"},
	keystore.Store:       {"store", "微信小店"},
	keystore.Component:   {"component", "第三方平台"},
}

// Kind names a kind of account.
func Kind(k keystore.Kind, lang Lang) string { return kinds[k].In(lang) }

var sources = map[keystore.SourceName]Pair{
	keystore.FromKeyring: {"keyring", "密钥环"},
	keystore.FromCommand: {"command", "命令"},
	keystore.FromFile:    {"file", "加密文件"},
	keystore.FromPrompt:  {"prompt", "手动输入"},
	keystore.FromEnv:     {"env", "环境变量"},
}

// Source names where an AppSecret lives.
func Source(s keystore.SourceName, lang Lang) string { return sources[s].In(lang) }
