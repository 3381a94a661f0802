/** One row of the cities file: English name, Chinese names, other names, country, latitude, longitude. */
export type CityRow = readonly [en: string, zh: string, other: string, country: string, lat: number, lon: number]

// Pairs of a traditional (or Japanese) character and its simplified form, as far as names of places need them.
const pairs =
  '亞亚爾尔倫伦維维納纳羅罗馬马蘭兰聖圣連连長长島岛門门灣湾內内東东車车龍龙漢汉華华濟济齊齐歐欧萊莱蓋盖會会寧宁約约紐纽諾诺薩萨達达費费慶庆過过遜逊頓顿烏乌麗丽貝贝廣广灘滩謝谢興兴鄭郑麥麦黃黄賓宾莊庄蘇苏韓韩樂乐奧奥盧卢瑪玛魯鲁葉叶澤泽順顺縣县豐丰壩坝傑杰喬乔當当衛卫岡冈彌弥戶户濱滨鶴鹤見见橋桥條条實实國国園园臺台區区應应錫锡鎮镇鐵铁銀银陽阳雲云頭头額额風风飛飞鮮鲜點点訥讷紹绍絲丝給给綠绿緬缅賽赛賴赖資资贊赞輔辅邁迈鄉乡釋释錦锦開开關关際际隨随雙双靈灵頗颇馮冯駱骆驛驿鹽盐県县沢泽竜龙絵绘楽乐栄荣塩盐図图駅驿辺边浜滨個个凱凯劉刘勞劳勵励參参嘯啸團团圖图堅坚報报塊块壽寿夢梦奪夺奮奋學学宮宫對对尋寻嶺岭嶼屿巒峦幣币幾几庫库廈厦彈弹後后徑径復复恆恒惡恶愛爱慘惨憂忧懷怀戰战戲戏掃扫揚扬換换損损搶抢擁拥據据擴扩攝摄敵敌數数斷断於于時时晉晋曉晓書书機机歲岁歷历殺杀沖冲沒没測测渦涡湯汤溝沟滄沧漁渔潔洁潛潜濃浓濤涛災灾為为無无煙烟熱热燈灯牆墙獅狮獎奖環环產产畢毕畫画異异發发盤盘盡尽監监眾众礦矿碼码禮礼種种稱称積积穩稳窪洼筆笔節节範范築筑簡简糧粮紅红紋纹細细終终組组結结統统經经緯纬練练縱纵總总續续纖纤罷罢義义習习聯联聲声聽听肅肃腦脑臨临舉举舊旧艦舰艱艰藍蓝藝艺藥药處处號号蟲虫術术補补裝装親亲覺觉觀观訓训記记設设許许評评試试詩诗話话該该誠诚語语說说調调論论諸诸謀谋講讲證证識识譯译護护讀读變变讓让豎竖貓猫貨货貧贫販贩貴贵買买貿贸賀贺賈贾賜赐賠赔賢贤質质購购贏赢趙赵跡迹軍军軒轩軟软輕轻輪轮輸输轉转農农運运違违遠远適适選选遺遗還还邊边邏逻郵邮鄰邻醫医釣钓鈉钠鉛铅銅铜銳锐錄录錢钱鍋锅鍵键鎖锁鏡镜鐘钟鑄铸閃闪閉闭間间閣阁閩闽闊阔陳陈陸陆隊队階阶險险雜杂離离難难電电霧雾靜静頁页頂顶項项須须預预領领頻频題题顏颜願愿類类顧顾顯显飯饭飲饮館馆駐驻駕驾騎骑騰腾驅驱驗验驚惊髮发鬥斗魚鱼鮑鲍鯨鲸鳥鸟鳳凤鴨鸭鴻鸿鵝鹅鷹鹰麵面黨党齡龄龐庞龜龟峽峡薦荐敘叙檳槟嶽岳擺摆瑣琐畝亩絡络綿绵紗纱繩绳纜缆績绩織织縮缩繼继罵骂聰聪膠胶萬万葦苇蔭荫蕭萧蘆芦裡里裏里褲裤謹谨譚谭豬猪賬账贈赠躍跃辦办鄧邓鈴铃鉅巨銷销鋼钢錘锤閱阅闖闯陰阴隱隐鞏巩韋韦響响頌颂飄飘駝驼騾骡鬆松鯉鲤鱷鳄鶯莺麼么'
const simplified = new Map(
  Array.from({ length: pairs.length / 2 }, (_, index) => [pairs[2 * index] ?? '', pairs[2 * index + 1] ?? '']),
)
const han = /^\p{Script=Han}+$/u

interface Place {
  readonly name: string
  readonly alternates: readonly string[]
  readonly country: string
  readonly feature: string
  readonly population: number
  readonly lat: number
  readonly lon: number
}

function parse(line: string): Place {
  const field = line.split('\t')
  return {
    name: field[1] ?? '',
    alternates: [field[2] ?? '', ...(field[3] ?? '').split(',')],
    feature: field[7] ?? '',
    country: field[8] ?? '',
    population: Number(field[14]),
    lat: Math.round(Number(field[4]) * 100) / 100,
    lon: Math.round(Number(field[5]) * 100) / 100,
  }
}

function chinese(alternates: readonly string[]): string[] {
  const names = alternates.filter((name) => han.test(name) && name.length > 1)
  const plain = names.map((name) => Array.from(name, (character) => simplified.get(character) ?? character).join(''))
  // A name that was simplified to begin with is the likelier one on the mainland.
  const ordered = plain.toSorted((a, b) => Number(!names.includes(a)) - Number(!names.includes(b)))
  const bare = ordered.map((name) => (name.length > 2 ? name.replace(/(特别|广域)?市$|特别$/u, '') : name))
  return [...new Set(bare)].slice(0, 2)
}

const worthListing = (place: Place, domestic: boolean): boolean =>
  domestic
    ? place.population >= 1_000_000
    : place.population >= 60_000 ||
      place.feature === 'PPLC' ||
      (place.feature === 'PPLA' && place.population >= 5_000) ||
      (place.population >= 15_000 && chinese(place.alternates).length > 0)

/**
 * The list for typing a city, largest first, from the GeoNames table of places with 500 people or more (CC BY 4.0): the larger towns, capitals and those with a Chinese name.
 * `localNames` holds the names of admin-1 units as their country writes them (Firenze, Wien): a city that bears one is found by it.
 */
export function buildCities(table: string, localNames: ReadonlySet<string>): readonly CityRow[] {
  const places = table
    .split('\n')
    .filter((line) => line !== '')
    .map(parse)
  return places
    .filter((place) => place.feature !== 'PPLX' && worthListing(place, place.country === 'CN'))
    .sort((a, b) => b.population - a.population)
    .map((place) => {
      const local = place.alternates.filter((name) => name !== place.name && localNames.has(`${place.country}:${name}`))
      return [
        place.name,
        chinese(place.alternates).join('|'),
        [...new Set(local)].join('|'),
        place.country,
        place.lat,
        place.lon,
      ]
    })
}

/** The cities file: a line of credit, then one city a line, fields parted by tabs. */
export const printCities = (rows: readonly CityRow[]): string =>
  [
    '# GeoNames (https://www.geonames.org), CC BY 4.0, as of 2023-03-05; selected and shortened. English, Chinese, other names, country, latitude, longitude',
    ...rows.map((row) => row.join('\t')),
  ].join('\n')
