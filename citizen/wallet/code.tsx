import { useWords } from '@consular/ui'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'

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

/** As large as its place, in whole dots of the screen for each module where they are small: uneven ones are read badly. */
function sideFor(place: number, modules: number): number {
  const dots = Math.floor((place * devicePixelRatio) / modules)
  return dots < 3 ? place : (dots * modules) / devicePixelRatio
}

/** A code, black on white, as large as its place lets it be. */
export function Code({ text, label }: { readonly text: string; readonly label: string }) {
  const say = useWords()
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
  if (drawn === null) return <p class="wrong-text">{say('wallet.code.too-long')}</p>
  return (
    <div ref={place} class="wallet-code">
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
