import * as pdfkit from 'pdfkit'
import { divide, type Weight } from '../../person/index.ts'
import { codeSide, type PaperCode } from './code.ts'
import type { Both, Line, PaperFacts } from './facts.ts'

/** A4 in points, folded twice: four quarters. */
const [width, height] = [595.28, 841.89]
const [middle, centre] = [width / 2, height / 2]
/** White around what stands in a quarter. */
const margin = 24
const column = middle - 2 * margin

interface Look {
  readonly size: number
  readonly weight: Weight
  readonly colour: string
  /** What it is to a screen reader (PDF structure type). */
  readonly tag: string
}
const ink = '#14212b'
const soft = '#47565f'
const looks = {
  title: { size: 17, weight: 700, colour: ink, tag: 'H1' },
  part: { size: 11, weight: 700, colour: ink, tag: 'H2' },
  head: { size: 8.5, weight: 700, colour: '#9b1c1f', tag: 'P' },
  name: { size: 7.5, weight: 400, colour: soft, tag: 'P' },
  person: { size: 14, weight: 700, colour: ink, tag: 'P' },
  value: { size: 9, weight: 400, colour: ink, tag: 'P' },
} as const satisfies { readonly [name: string]: Look }

interface Place {
  readonly x: number
  readonly y: number
  readonly align?: 'left' | 'center'
}

/** One page being drawn. */
class Sheet {
  readonly doc: PDFKit.PDFDocument
  readonly #root: PDFKit.PDFStructureElement
  readonly #fonts = new Set<string>()

  constructor(title: string) {
    this.doc = new pdfkit.default({
      size: 'A4',
      margin: 0,
      tagged: true,
      pdfVersion: '1.7',
      lang: 'zh-Hans',
      displayTitle: true,
      info: { Title: title },
    })
    this.#root = this.doc.struct('Document')
    this.doc.addStructure(this.#root)
  }

  #use(text: string, { size, weight, colour }: Look): ReturnType<typeof divide> {
    const runs = divide(text, weight)
    this.doc.fontSize(size).fillColor(colour)
    return runs
  }

  #font({ name, bytes }: ReturnType<typeof divide>[number]['font']): void {
    if (!this.#fonts.has(name)) this.doc.registerFont(name, Buffer.from(bytes))
    this.#fonts.add(name)
    this.doc.font(name)
  }

  /** Writes a text in its column; answers where the next one may begin. */
  write(text: string, look: Look, { x, y, align = 'left' }: Place): number {
    const runs = this.#use(text, look)
    const options = { width: column, lineGap: 1, align, structParent: this.#root, structType: look.tag }
    for (const [index, { font, text: part }] of runs.entries()) {
      this.#font(font)
      const continued = index < runs.length - 1
      if (index === 0) this.doc.text(part, x, y, { ...options, continued })
      else this.doc.text(part, { ...options, continued })
    }
    return this.doc.y + 2
  }

  /** What a screen reader passes over. */
  artifact(draw: () => void): void {
    this.doc.markContent('Artifact', { type: 'Layout' })
    draw()
    this.doc.endMarkedContent()
  }

  /** Large and pale across the page, below all else. */
  mark(text: string): void {
    const look = { size: 60, weight: 700, colour: '#f3dfde', tag: 'P' } as const
    this.artifact(() => {
      const runs = this.#use(text, look).map(({ font, text: part }) => {
        this.#font(font)
        return { font, part, wide: this.doc.widthOfString(part) }
      })
      this.doc.save().rotate(-45, { origin: [middle, centre] })
      let x = middle - runs.reduce((sum, { wide }) => sum + wide, 0) / 2
      for (const { font, part, wide } of runs) {
        this.#font(font)
        this.doc.text(part, x, centre - look.size, { lineBreak: false })
        x += wide
      }
      this.doc.restore()
    })
  }

  /** The code with what a screen reader says of it. */
  code({ png }: PaperCode, alt: string, { x, y }: Place): void {
    const figure = this.doc.struct('Figure', { alt }, () => {
      // White below it, so that nothing pale shines through between the modules.
      this.doc.rect(x, y, codeSide, codeSide).fill('#ffffff')
      this.doc.image(Buffer.from(png), x, y, { width: codeSide, height: codeSide })
    })
    this.#root.add(figure)
    figure.end()
  }

  /** Where to fold: dashed, so that a copier does not make edges of them. */
  folds(): void {
    this.artifact(() => {
      this.doc.lineWidth(0.5).strokeColor('#9aa5ad').dash(3, { space: 4 })
      this.doc.moveTo(middle, 0).lineTo(middle, height).stroke()
      this.doc.moveTo(0, centre).lineTo(width, centre).stroke()
      this.doc.undash()
    })
  }

  async finish(): Promise<Uint8Array<ArrayBuffer>> {
    this.#root.end()
    const chunks: Uint8Array[] = []
    const { doc } = this
    doc.end()
    for await (const chunk of doc) if (chunk instanceof Uint8Array) chunks.push(chunk)
    return new Uint8Array(Buffer.concat(chunks))
  }
}

const inBoth = ({ zh, en }: Both): string => `${zh} ${en}`

/** Lines one below the other; the first of a person is her name, large. */
function writeLines(
  sheet: Sheet,
  lines: readonly Line[],
  { x, y, large = false }: Place & { readonly large?: boolean },
): number {
  let at = y
  for (const [index, { name, value }] of lines.entries()) {
    at = sheet.write(inBoth(name), looks.name, { x, y: at })
    at = sheet.write(value, large && index === 0 ? looks.person : looks.value, { x, y: at - 2 }) + 2
  }
  return at
}

function writeFront(sheet: Sheet, facts: PaperFacts): void {
  let y = margin
  if (facts.head) {
    y = sheet.write(facts.head.zh, looks.head, { x: margin, y })
    y = sheet.write(facts.head.en, looks.head, { x: margin, y: y - 2 }) + 6
  }
  y = sheet.write(facts.title.zh, looks.title, { x: margin, y })
  y = sheet.write(facts.title.en, looks.title, { x: margin, y: y - 4 }) + 8
  y = writeLines(sheet, facts.person, { x: margin, y, large: true }) + 4
  writeLines(sheet, facts.certificate, { x: margin, y })
}

function writeCode(sheet: Sheet, facts: PaperFacts, code: PaperCode): void {
  const x = middle + (middle - codeSide) / 2
  const y = margin + 36
  if (facts.head) sheet.write(inBoth(facts.mark), looks.head, { x: middle + margin, y: margin, align: 'center' })
  sheet.code(code, inBoth(facts.alt), { x, y })
  sheet.write(inBoth(facts.code), looks.name, { x: middle + margin, y: y + codeSide + 6, align: 'center' })
  const [name] = facts.person
  if (name) sheet.write(name.value, looks.person, { x: middle + margin, y: y + codeSide + 20, align: 'center' })
}

function writeEntries(sheet: Sheet, { entries }: PaperFacts): void {
  let y = centre + margin
  for (const entry of entries) y = writeLines(sheet, entry, { x: margin, y }) + 8
}

function writeVerify(sheet: Sheet, { verify }: PaperFacts): void {
  const x = middle + margin
  let y = sheet.write(inBoth(verify.title), looks.part, { x, y: centre + margin }) + 4
  for (const { zh, en } of verify.steps) {
    y = sheet.write(zh, looks.value, { x, y })
    y = sheet.write(en, looks.name, { x, y: y - 1 }) + 5
  }
}

/** One A4 page in Chinese and English, foldable to a quarter: whom it is about, the code, what it says, how it is verified. Fonts are in it, Chinese ones too. */
export async function drawSheet(facts: PaperFacts, code: PaperCode): Promise<Uint8Array<ArrayBuffer>> {
  const sheet = new Sheet(inBoth(facts.title))
  if (facts.head) sheet.mark(`${facts.mark.zh} XX ${facts.mark.en}`)
  sheet.folds()
  writeFront(sheet, facts)
  writeCode(sheet, facts, code)
  writeEntries(sheet, facts)
  writeVerify(sheet, facts)
  return sheet.finish()
}
