package understand

// Who threatens to come to our place and make a scene has to be heard by a person.
var (
	scene = anyOf(
		`(?:去|到|来|上|冲到?|杀到?|找到|堵(?:到|在)?)(?:你|你们|妳|妳们|您|您们)(?:的|家的?|那边?的?)?(?:公司|总部|总公司|办公室|办公楼|办公地点|单位|前台|大楼|楼下|营业厅|门口|那里|那儿|那边)?(?:楼下|门口|去|来|里|外面)*(?:大)?(?:闹|吵|拉横幅|拉条幅|举牌|静坐|堵门|堵|坐着不走|不走了|打地铺|睡|要说法|讨说法|讨债|喷漆|泼)`,
		`(?:去|到|来|上|冲到?|杀到?|找到)(?:公司|总部|总公司|你们总部)(?:楼下|门口|去|来|里)*(?:大)?(?:闹|吵|拉横幅|拉条幅|静坐|堵门)`,
		`(?:拉横幅|拉条幅|堵(?:你|你们)(?:公司|总部|办公室|大?门))`,
		`\b(?:come|coming|go|going|drive|driving|march|show up|turn up|storm)(?: over| down| up| in)? (?:to|at|into) (?:your|the head) (?:offices?|headquarters|hq|company|building|place|door|counter)\b.{0,20}\b(?:scene|shout|scream|yell|protest|smash|fight|trouble|banner|until|till|raise hell|wont leave|not leave)\b`,
		`\b(?:make|making|cause|causing) a scene\b|\bprotest(?:ing)? (?:at|outside|in front of) your\b|\b(?:block|blocking|occupy) your (?:office|door|entrance|building)\b`,
	)
	sceneOfOthers = anyOf(`(?:客人|顾客|客户|持卡人|他们?|她|隔壁).{0,10}(?:闹|吵)`, `\b(?:customers?|clients?|guests?|he|she|they|cardholders?)\b.{0,24}\bscene\b`, `闹(?:钟|市|着玩)|不(?:是)?(?:想|要|会)?(?:去|来)?.{0,8}闹`)
)
