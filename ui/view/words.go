package view

import "wxops/ui/words"

// Words that several views show.
var (
	WordNone           = words.Pair{"-", "-"}
	WordSent           = words.Pair{"%s: sent to the terminal", "%s：已发送到终端"}
	WordNothing        = words.Pair{"nothing to copy here", "此处没有可复制的内容"}
	WordPlatform       = words.Pair{"third-party platforms are not supported yet", "暂不支持第三方平台账号"}
	WordMore           = words.Pair{"%d more lines: pgdn", "还有 %d 行：pgdn"}
	WordWay            = words.Pair{"e enters the secret for this session.", "按 e 输入本次使用的密钥。"}
	WordReadAgo        = words.Pair{"read %s ago", "%s前读取"}
	WordAPI            = words.Pair{"API", "接口"}
	WordMeaning        = words.Pair{"Meaning", "含义"}
	wordWrote          = words.Pair{"wrote %s", "已写入 %s"}
	wordNothingToWrite = words.Pair{"nothing to write here", "此处没有可保存的内容"}
	WordNoFiles        = words.Pair{"the demo writes no files", "演示模式不写文件"}
)

// WordRetries say whether a call that failed is worth another try.
var WordRetries = map[string]words.Pair{
	"yes":        {"yes", "可以"},
	"no":         {"no", "不要"},
	"after-wait": {"wait first", "等待后"},
}
