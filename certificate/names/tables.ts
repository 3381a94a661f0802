// The tables of ICAO Doc 9303, part 3, section 6, written by code point as they are printed there, and what they leave out where a real name needs it.

const table = (rows: string): ReadonlyMap<string, string> =>
  new Map(rows.split(' ').map((row) => [row.charAt(0), row.slice(1)]))

/**
 * Section 6.A: the letters that are more than a base letter with a mark; of alternatives the first (Ä is AE, Ñ is N). All others lose their mark. From Ə on:
 * letters of the same kind that 9303 does not list, of Azerbaijani, Hausa and Ewe.
 */
export const latin = table(
  'ÄAE ÅAA ÆAE ÐD ĐD ĦH ıI ĲIJ ŁL ĿL ŊN ÖOE ØOE ŒOE ÜUE ẞSS ÞTH ŦT ĸQ ƏA ƁB ƊD ƉD ƐE ƑF ƔG ƘK ƆO ƝN ƳY',
)

/**
 * Section 6.B, for Russian and all others without a column of their own. The soft sign is not in it and is written by no passport office. Ћ is C: the book
 * prints its value beside the look-alike Һ (U+04BA), and the letter itself beside the code of Ђ.
 */
export const cyrillic = table(
  'АA БB ВV ГG ДD ЕE ЖZH ЗZ ИI ЙI КK ЛL МM НN ОO ПP РR СS ТT УU ФF ХKH ЦTS ЧCH ШSH ЩSHCH ЪIE ЫY Ь ЭE ЮIU ЯIA ' +
    'ЀE ЁE ЂD ЃG ЄIE ЅDZ ІI ЇI ЈJ ЉLJ ЊNJ ЋC ЌK ЍI ЎU ЏDZ ѪU ѴY ҐG ҒG ҺC',
)

/** Languages for which section 6.B makes exceptions (ISO 639-1). */
export type CyrillicLanguage = 'be' | 'bg' | 'mk' | 'sr' | 'uk'

/**
 * The exceptions of section 6.B by language. Two misprints of the book are mended, as the passports of these countries show: the Macedonian GJ belongs to Ѓ,
 * not to Ғ, and the Serbian Г is G (Gordana), not H.
 */
export const cyrillicExceptions: { readonly [language in CyrillicLanguage]: ReadonlyMap<string, string> } = {
  be: table('ЁIO ГH'),
  bg: table('ЩSHT'),
  mk: table('ЃGJ ЌKJ ЏDJ ХH ЦC'),
  sr: table('ЖZ ХH ЦC ЧC ШS'),
  uk: table('ГH ИY'),
}

/** Section 6.B: Ukrainian letters that begin a name. */
export const ukrainianFirst = table('ЄYE ЇYI ЙY ЮYU ЯYA')

/**
 * Section 6.C by code point, with veh and feh with three dots below from appendix B. What has nothing behind its sign is not encoded, nor are vowel signs and
 * the tatweel. Shadda and teh marbuta have rules of their own.
 */
export const arabic: ReadonlyMap<string, string> = new Map(
  (
    '0621=XE 0622=XAA 0623=XAE 0624=U 0625=I 0626=XI 0627=A 0628=B 062A=T 062B=XTH 062C=J 062D=XH 062E=XKH ' +
    '062F=D 0630=XDH 0631=R 0632=Z 0633=S 0634=XSH 0635=XSS 0636=XDZ 0637=XTT 0638=XZZ 0639=E 063A=G 0641=F ' +
    '0642=Q 0643=K 0644=L 0645=M 0646=N 0647=H 0648=W 0649=XAY 064A=Y 0671=XXA 0679=XXT 067C=XRT 067E=P 0681=XKE ' +
    '0685=XXH 0686=XC 0688=XXD 0689=XDR 0691=XXR 0693=XRR 0696=XRX 0698=XJ 069A=XXS 069C= 06A2= 06A4=V 06A5=XF ' +
    '06A7= 06A8= 06A9=XKK 06AB=XXK 06AD=XNG 06AF=XGG 06BA=XNN 06BC=XXN 06BE=XDO 06C0=XYH 06C1=XXG 06C2=XGE ' +
    '06C3=XTG 06CC=XYA 06CD=XXY 06D0=Y 06D2=XYB 06D3=XBE'
  )
    .split(' ')
    .map((row) => [String.fromCharCode(Number.parseInt(row.slice(0, 4), 16)), row.slice(5)]),
)
