import { useWords } from '@consular/ui'

/** A page that is about nothing, kept on the phone. It takes the place of this one in the history. */
const neutralPage = '/app/time.html'

/** Away from here at once. */
export function Leave() {
  const say = useWords()
  return (
    <p class="sos-leave">
      <button type="button" class="button plain" onClick={() => location.replace(neutralPage)}>
        {say('sos-app.leave')}
      </button>
    </p>
  )
}
