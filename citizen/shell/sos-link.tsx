import { useRef } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { silent } from './silence.ts'

/** How long a press has to last to be a long one, in milliseconds. */
const long = 600

/** Help, one tap from every screen and in the same place. Pressed for longer it opens without a trace: neutral, and in place of the page before in the history. */
export function SosLink() {
  const { route } = useLocation()
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const pressed = useRef(false)
  const begin = () => {
    pressed.current = false
    timer.current = setTimeout(() => {
      pressed.current = true
      silent.value = true
      route('/app/sos', true)
    }, long)
  }
  const end = () => clearTimeout(timer.current)
  return (
    <a
      class="sos"
      href="/app/sos"
      draggable={false}
      onPointerDown={begin}
      onPointerUp={end}
      onPointerCancel={end}
      onPointerLeave={end}
      onContextMenu={(event) => event.preventDefault()}
      onClick={(event) => pressed.current && event.preventDefault()}
    >
      SOS
    </a>
  )
}
