import * as pdfkit from 'pdfkit'
import { ink, margin, rule, type Style, styles } from './paper-style.ts'
import { divide, type Font } from './pdf-font.ts'

type Element = PDFKit.PDFStructureElement

/** What a paper says on each of its pages. */
export interface PaperSetup {
  readonly title: string
  readonly language: string
  /** Written small at the foot of page n of m. */
  readonly foot: (page: number, pages: number) => string
  /** Across every page and at its head: what this paper must not be taken for. */
  readonly mark: string | null
}

/** An A4 paper of headings, paragraphs, tables and pictures, tagged for screen readers, in fonts that it carries with it. */
export class Paper {
  readonly #doc: PDFKit.PDFDocument
  readonly #root: Element
  readonly #setup: PaperSetup
  readonly #fonts = new Set<string>()
  readonly #bytes: Promise<Uint8Array<ArrayBuffer>>

  constructor(setup: PaperSetup) {
    this.#setup = setup
    this.#doc = new pdfkit.default({
      size: 'A4',
      margins: { top: margin + 12, bottom: margin + 12, left: margin, right: margin },
      bufferPages: true,
      tagged: true,
      pdfVersion: '1.7',
      lang: setup.language,
      displayTitle: true,
      info: { Title: setup.title },
    })
    this.#bytes = collect(this.#doc)
    this.#root = this.#doc.struct('Document')
    this.#doc.addStructure(this.#root)
  }

  get #width(): number {
    return this.#doc.page.width - 2 * margin
  }

  title(text: string): void {
    this.#write(this.#root, text, styles.title)
    this.#doc.y += 6
  }

  /** A heading that begins a section, kept with what follows it. */
  section(text: string): void {
    this.#keep(130)
    this.#doc.y += 18
    this.#doc.outline.addItem(text)
    this.#write(this.#root, text, styles.section)
    this.#line(ink)
    this.#doc.y += 8
  }

  part(text: string): void {
    this.#keep(90)
    this.#doc.y += 10
    this.#write(this.#root, text, styles.part)
    this.#doc.y += 4
  }

  paragraph(text: string, style: 'body' | 'small' = 'body'): void {
    this.#write(this.#root, text, styles[style])
    this.#doc.y += 4
  }

  /** Names on the left, what is held on the right; the names are the headers of their rows. */
  facts(rows: readonly (readonly [name: string, value: string])[]): void {
    const table = this.#element(this.#root, 'Table')
    for (const row of rows) this.#row(table, row, { widths: [0.32, 0.68], styles: [styles.label, styles.cell] })
    this.#doc.y += 4
  }

  /** A table with a head, which is written again on each page; widths are shares of the page. */
  table(head: readonly string[], rows: readonly (readonly string[])[], widths: readonly number[]): void {
    const table = this.#element(this.#root, 'Table')
    this.#keep(50)
    const writeHead = () => this.#row(table, head, { widths, styles: head.map(() => styles.head) })
    writeHead()
    for (const row of rows) this.#row(table, row, { widths, styles: head.map(() => styles.cell), onNewPage: writeHead })
    this.#doc.y += 4
  }

  /** A JPEG with its caption, which is also what a screen reader says. */
  picture(
    picture: { readonly bytes: Uint8Array; readonly width: number; readonly height: number },
    caption: string,
  ): void {
    const scale = Math.min((this.#width * 0.6) / picture.width, 170 / picture.height, 0.75)
    const [width, height] = [picture.width * scale, picture.height * scale]
    this.#keep(height + 30)
    const figure = this.#doc.struct('Figure', { alt: caption }, () => {
      this.#doc.image(Buffer.from(picture.bytes), margin, this.#doc.y, { width, height })
    })
    const below = this.#doc.y + height + 4
    this.#root.add(figure)
    figure.end()
    this.#doc.y = below
    this.paragraph(caption, 'small')
  }

  /** The finished paper. */
  async finish(): Promise<Uint8Array<ArrayBuffer>> {
    this.#root.end()
    const { start, count } = this.#doc.bufferedPageRange()
    for (let page = start; page < start + count; page++) {
      this.#doc.switchToPage(page)
      this.#doc.markContent('Artifact', { type: 'Pagination' })
      this.#frame(page - start + 1, count)
      this.#doc.endMarkedContent()
    }
    this.#doc.end()
    return this.#bytes
  }

  #use({ name, bytes }: Font): void {
    if (!this.#fonts.has(name)) this.#doc.registerFont(name, bytes)
    this.#fonts.add(name)
    this.#doc.font(name)
  }

  #element(parent: Element, tag: string): Element {
    const element = this.#doc.struct(tag)
    parent.add(element)
    return element
  }

  #write(parent: Element, text: string, style: Style, width = this.#width, x = margin): void {
    this.#doc.fontSize(style.size).fillColor(style.colour)
    const runs = divide(text, style.weight)
    const place = { width, lineGap: 2, structParent: parent, structType: style.tag }
    for (const [index, run] of runs.entries()) {
      this.#use(run.font)
      const options = { ...place, continued: index < runs.length - 1 }
      if (index === 0) this.#doc.text(run.text, x, this.#doc.y, options)
      else this.#doc.text(run.text, options)
    }
    this.#doc.x = margin
  }

  /** Close to the height that `#write` takes: characters of rare fonts are as wide as those of the common one. */
  #heightOf(text: string, style: Style, width: number): number {
    const [first] = divide('', style.weight)
    const measured = divide(text, style.weight).map((run) =>
      run.font === first?.font ? run.text : run.text.replace(/./gsu, '国'),
    )
    if (first) this.#use(first.font)
    return this.#doc.fontSize(style.size).heightOfString(measured.join(''), { width, lineGap: 2 })
  }

  #row(
    table: Element,
    cells: readonly string[],
    look: { readonly widths: readonly number[]; readonly styles: readonly Style[]; readonly onNewPage?: () => void },
  ): void {
    const gap = 10
    const boxes = cells.map((text, index) => {
      const before = look.widths.slice(0, index).reduce((sum, share) => sum + share, 0)
      const width = this.#width * (look.widths[index] ?? 0) - gap
      return { text, style: look.styles[index] ?? styles.cell, x: margin + this.#width * before, width }
    })
    const height = Math.max(...boxes.map(({ text, style, width }) => this.#heightOf(text, style, width)))
    if (this.#keep(Math.min(height, 400)) && look.onNewPage) look.onNewPage()
    const top = this.#doc.y
    const row = this.#element(table, 'TR')
    for (const { text, style, x, width } of boxes) {
      this.#doc.y = top
      this.#write(row, text, style, width, x)
    }
    row.end()
    // A cell that ran over to the next page has left the pen there; else the tallest cell decides.
    if (this.#doc.y >= top) this.#doc.y = Math.max(this.#doc.y, top + height)
    this.#line(rule)
    this.#doc.y += 4
  }

  /** Begins a new page where fewer than so many points are left. Says whether it did. */
  #keep(points: number): boolean {
    if (this.#doc.y + points <= this.#doc.page.maxY()) return false
    this.#doc.addPage()
    return true
  }

  #line(colour: string): void {
    this.#doc.y += 2
    this.#doc.markContent('Artifact', { type: 'Layout' })
    this.#doc
      .lineWidth(0.6)
      .strokeColor(colour)
      .moveTo(margin, this.#doc.y)
      .lineTo(margin + this.#width, this.#doc.y)
      .stroke()
    this.#doc.endMarkedContent()
  }

  #frame(page: number, pages: number): void {
    const { width, height } = this.#doc.page
    this.#centred(this.#setup.foot(page, pages), height - margin + 10, styles.small)
    const { mark } = this.#setup
    if (mark === null) return
    this.#centred(mark, 30, { ...styles.head, colour: '#8a1c1c' })
    this.#doc
      .save()
      .fillOpacity(0.07)
      .rotate(-50, { origin: [width / 2, height / 2] })
    this.#centred(mark, height / 2 - 20, { ...styles.title, size: 34, colour: '#8a1c1c' })
    this.#doc.restore()
  }

  #centred(text: string, y: number, style: Style): void {
    this.#doc.fontSize(style.size).fillColor(style.colour)
    for (const run of divide(text, style.weight)) {
      this.#use(run.font)
      this.#doc.text(run.text, (this.#doc.page.width - this.#doc.widthOfString(run.text)) / 2, y, { lineBreak: false })
    }
  }
}

async function collect(doc: PDFKit.PDFDocument): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  for await (const chunk of doc) if (chunk instanceof Uint8Array) chunks.push(chunk)
  return new Uint8Array(Buffer.concat(chunks))
}
