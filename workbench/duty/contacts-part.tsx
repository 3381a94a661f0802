import { keepContact } from '@consular/api'
import { ContactRole } from '@consular/domain/assistance'
import { Button, Checkbox, Form, freshId, Select, TextInput, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { type CaseProps, optionsOf, Section, useAct } from './section.tsx'

/** The people around a case, and whom of them its person lets know. */
export function ContactsPart({ found, onDone }: CaseProps) {
  const say = useWords()
  const send = useAct({ found, onDone })
  const { contacts } = found.work
  const id = useRef(freshId<'contact'>())
  const [role, name, telephone, mayKnow] = [useSignal<string>('family'), useSignal(''), useSignal(''), useSignal(false)]
  const keep = () => {
    const chosen = ContactRole.safeParse(role.value)
    if (!chosen.success) return
    const body = { contact: id.current, role: chosen.data, name: name.value, telephone: telephone.value }
    send(keepContact, { ...body, mayKnow: mayKnow.value }, () => {
      id.current = freshId<'contact'>()
      name.value = ''
      telephone.value = ''
      mayKnow.value = false
    })
  }
  return (
    <Section id="contacts" title={say('case.contacts', { count: contacts.length })}>
      <ul class="case-list">
        {contacts.map((contact) => (
          <li key={contact.id}>
            {say(`case.role.${contact.role}`)} · <strong dir="auto">{contact.name}</strong>{' '}
            {contact.telephone !== '' && (
              <a href={`tel:${contact.telephone.replace(/[^\d+]/g, '')}`}>{contact.telephone}</a>
            )}{' '}
            <span class="quiet small">{say(contact.mayKnow ? 'case.contact.may' : 'case.contact.may-not')}</span>
          </li>
        ))}
      </ul>
      <Form look="stack" label={say('case.contact.send')} onSend={keep}>
        <Select
          id="contact-role"
          label={say('case.contact.role')}
          options={optionsOf('case.role', ContactRole.options)}
          value={role.value}
          onChange={(next) => {
            role.value = next
          }}
        />
        <TextInput
          id="contact-name"
          label={say('case.contact.name')}
          value={name.value}
          onChange={(next) => {
            name.value = next
          }}
        />
        <TextInput
          id="contact-telephone"
          type="tel"
          label={say('case.contact.telephone')}
          value={telephone.value}
          onChange={(next) => {
            telephone.value = next
          }}
        />
        <Checkbox
          id="contact-may"
          option={{ label: say('case.contact.may') }}
          checked={mayKnow.value}
          onChange={(next) => {
            mayKnow.value = next
          }}
        />
        <Button type="submit">{say('case.contact.send')}</Button>
      </Form>
    </Section>
  )
}
