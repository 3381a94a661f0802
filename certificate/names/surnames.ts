/**
 * Surnames whose reading the dictionary lacks or has as a common word, and those that families read differently: then the more usual reading stands first,
 * and the name is doubtful until its bearer has said which is hers. The other surnames of several readings (单, 曾, 仇, 解, 尉迟, 万俟 …) are in the dictionary.
 */
const readings =
  '查ZHA|CHA 翟ZHAI|DI 朴PIAO|PU 覃QIN|TAN 尉WEI|YU 盖GE|GAI 乐YUE|LE 缪MIAO|MOU 柏BAI|BO 牟MOU|MU 郗XI|CHI 郇XUN|HUAN 隗WEI|KUI 谌CHEN|SHEN ' +
  '召SHAO|ZHAO 祭ZHAI|JI 种CHONG 重CHONG 角JUE 秘BI 么YAO 黑HE|HEI 不FOU 佴NAI 洗XIAN|XI 省XING 藏ZANG 适KUO|SHI 莘SHEN|XIN 长ZHANG 单于CHANYU'

/** A surname in Chinese characters, and its possible readings in capitals. */
export const surnameReadings: ReadonlyMap<string, readonly string[]> = new Map(
  readings.split(' ').map((row) => {
    const spelled = row.replace(/\P{ASCII}+/u, '')
    return [row.slice(0, row.length - spelled.length), spelled.split('|')]
  }),
)

/** Characters that are read in more than one way in given names too: which is hers only the bearer knows. */
export const doubtfulCharacters: ReadonlySet<string> = new Set(
  '乐长重朝行茜晟莎娜仔蕃盛奇校宿颉召拓适柏缪参藏澄隽筠峤曾传调都卡芥蔓薄率单露',
)
