package ui

import (
	"wxops/ui/words"
)

// The words of the view.
var (
	wordTooSmall       = words.Pair{"The window is too small: wxops needs 40x10.", "窗口太小：至少需要 40x10。"}
	wordReadOnly       = words.Pair{"READ-ONLY", "只读"}
	wordAgo            = words.Pair{"%s ago", "%s前"}
	wordNone           = words.Pair{"-", "-"}
	wordSent           = words.Pair{"%s: sent to the terminal", "%s：已发送到终端"}
	wordWrote          = words.Pair{"wrote %s", "已写入 %s"}
	wordNothingToWrite = words.Pair{"nothing to write here", "此处没有可保存的内容"}
	wordNoFiles        = words.Pair{"the demo writes no files", "演示模式不写文件"}
	wordNothing        = words.Pair{"nothing to copy here", "此处没有可复制的内容"}
	wordDropped        = words.Pair{"paste dropped: no rid or errcode in it", "已忽略粘贴：其中没有 rid 或错误码"}
	wordBusy           = words.Pair{"a reset is under way, waiting for its outcome", "清零正在进行，等待结果"}
	wordQuitting       = words.Pair{"a reset is under way: wxops quits when its outcome is known", "清零正在进行：得到结果后退出"}
	wordCancelled      = words.Pair{"cancelled", "已取消"}
	wordPlatform       = words.Pair{"third-party platforms are not supported yet", "暂不支持第三方平台账号"}
)
