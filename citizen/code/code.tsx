import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import './code.css'

interface Drawn {
  readonly svg: string
  /** Modules a side, the white edge included. */
  readonly modules: number
}

/** The code of a text, drawn here; the drawing is fetched when it is first needed. Null where no code holds the text. */
async function draw(text: string): Promise<Drawn | null> {
  const { drawSvg } = await import('@consular/certificate/qr')
  const drawn = drawSvg(text)
  if (!drawn.ok) return null
  const [, side = '0'] = /viewBox="-?\d+ -?\d+ (\d+)/.exec(drawn.value) ?? []
  return { svg: drawn.value, modules: Number(side) }
}

/** As large as its place, in whole dots of the screen for each module, as on every phone of today. On a coarse screen that would cost a quarter of its size: there it fills its place. */
function sideFor(place: number, modules: number): number {
  const dots = Math.floor((place * devicePixelRatio) / modules)
  return dots < 4 ? place : (dots * modules) / devicePixelRatio
}

interface CodeProps {
  readonly text: string
  readonly label: string
  /** What is said where no code holds the text. */
  readonly tooLong: string
}

/** A code, black on white, as large as its place lets it be. */
export function Code({ text, label, tooLong }: CodeProps) {
  const place = useRef<HTMLDivElement>(null)
  const [drawn, setDrawn] = useState<Drawn | null | undefined>()
  const [side, setSide] = useState(0)
  useEffect(() => {
    void draw(text).then(setDrawn)
  }, [text])
  useLayoutEffect(() => {
    const measure = () => {
      const box = place.current?.getBoundingClientRect()
      if (box && drawn) setSide(sideFor(Math.min(box.width, box.height || box.width), drawn.modules))
    }
    measure()
    addEventListener('resize', measure)
    return () => removeEventListener('resize', measure)
  }, [drawn])
  if (drawn === null) return <p class="wrong-text">{tooLong}</p>
  return (
    <div ref={place} class="drawn-code">
      {drawn && (
        <div
          role="img"
          aria-label={label}
          style={{ inlineSize: `${side}px`, blockSize: `${side}px` }}
          // Made by the library from numbers alone: paths of rectangles.
          dangerouslySetInnerHTML={{ __html: drawn.svg }}
        />
      )}
    </div>
  )
}
