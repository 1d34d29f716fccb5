package understand

// What is done at our place to make a scene: not "堵车", "吵到您了", "闹心".
const (
	atOursZh = `(?:你|你们|妳|妳们|您|您们)(?:的|家的?|那边?的?)?(?:公司|总部|总公司|办公室|办公楼|办公地点|单位|前台|大楼|楼下|营业厅|大?门口?|店里?|那里|那儿|那边)?(?:楼下|门口|去|来|里|外面)*(?:大)?`
	rowZh    = `(?:闹(?:$|[^钟心市肚])|吵(?:$|[^到醒着])|拉横幅|拉条幅|举牌|静坐|坐着不走|不走了|躺|打地铺|睡|要说法|讨说法|讨债|喷漆|泼|` + blockZh + `)`
	blockZh  = `堵(?:$|[着住死你到上他个人门]|大门|(?:在|了)(?:你|公司|大?门|楼|口)|[一二两三四五几每天0-9]+天)`
)

// Who threatens to come to our place and make a scene has to be heard by a person.
var (
	scene = anyOf(
		`(?:去|到|来|上|在|冲到?|杀到?|找到|堵(?:到|在)?)`+atOursZh+rowZh,
		`(?:去|到|来|上|冲到?|杀到?|找到)(?:公司|总部|总公司|你们总部)(?:楼下|门口|去|来|里)*(?:大)?`+rowZh,
		`拉横幅|拉条幅|(?:堵|封)(?:了|住|死)?你们?(?:的)?(?:公司|办公室|总部|店)?的?大?门|堵(?:了|住|死)?你们?(?:的)?(?:公司|总部|办公室|店)`,
		`(?:带|叫|喊|找)(?:着|上|几个|一帮|一群)?人(?:一起)?(?:去|来|到|上)`+atOursZh+`(?:要钱|要债|要账|讨|`+rowZh+`)|(?:去|来|上门)闹(?:事|你们|一场|个够)`,
		`\b(?:come|coming|go|going|drive|driving|march|show up|turn up|storm)(?: over| down| up| in)? (?:to|at|into) (?:your|the head) (?:offices?|headquarters|hq|company|building|place|door|counter)\b.{0,20}\b(?:scene|shout|scream|yell|protest|smash|fight|trouble|banner|until|till|raise hell|wont leave|not leave)\b`,
		`\b(?:make|making|cause|causing) a scene\b|\b(?:protest|sit|camp|shout|make (?:noise|trouble))(?:ing)? (?:down )?(?:to|at|outside|in|in front of) your (?:office|hq|headquarters|door|company|building)\b|\bprotest(?:ing)? (?:at|outside|in front of) your\b|\b(?:block|blocking|occupy) your (?:office|door|entrance|building)\b`,
	)
	// sceneOfOthers: others make it, or nobody wants to.
	sceneOfOthers = anyOf(`(?:客人|顾客|客户|持卡人|他们?|她|隔壁).{0,10}(?:闹|吵)`, `\b(?:customers?|clients?|guests?|he|she|they|cardholders?)\b.{0,24}\bscene\b`,
		`闹着玩|不(?:是|想|会|愿意?|打算|准备|至于|用|必)+(?:要|去|来|到|跟|和)*.{0,8}(?:闹|吵)`,
		`\b(?:dont|do not|didnt|did not|not|without|never|wont|wouldnt|rather not) (?:really |just |want(?:ing)? to |wanna |trying to |here to |going to |like to |wish to |mean to |plan(?:ning)? to )*(?:mak|caus)(?:e|ing) a scene\b`)
)
