import { Button, Checkbox, Dialog, useWords } from '@consular/ui'
import { signal } from '@preact/signals'
import { shortcutsOn } from './shortcuts.ts'

/** Is the help open? */
export const helpOpen = signal(false)

const groups = [
  { name: 'everywhere', keys: ['?', '/', 'q'] },
  { name: 'queue', keys: ['j', 'k', 'Enter', '1'] },
  { name: 'file', keys: ['a', 'p', 'r', 'b', 'x', 'w', 's', 'j', 'k', 'Escape'] },
  { name: 'pictures', keys: ['v', '+', '-', '0', '[', ']', 'f'] },
] as const

const names: { readonly [key: string]: string } = { Escape: 'Esc', '1': '1 – 4', v: 'v' }

/** Every key and what it does; and where single keys are turned off. */
export function Help() {
  const say = useWords()
  const close = () => {
    helpOpen.value = false
  }
  return (
    <Dialog id="help" title={say('help.title')} open={helpOpen.value} onClose={close}>
      <Checkbox
        id="shortcuts"
        option={{ label: say('help.on'), hint: say('help.on.hint') }}
        checked={shortcutsOn.value}
        onChange={(on) => {
          shortcutsOn.value = on
        }}
      />
      <div class="help-groups">
        {groups.map(({ name, keys }) => (
          <section key={name}>
            <h3>{say(`help.${name}`)}</h3>
            <dl class="keys">
              {keys.map((key) => (
                <div key={key}>
                  <dt>
                    <kbd>{names[key] ?? key}</kbd>
                  </dt>
                  <dd>{say(`help.${name}.${key}`)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <Button onPress={close}>{say('help.close')}</Button>
    </Dialog>
  )
}
