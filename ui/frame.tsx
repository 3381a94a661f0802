import { type Language, languageNames, languages } from '@consular/messages/language.ts'
import type { ComponentChildren } from 'preact'
import { useWords } from './words.ts'

/** First in the page: past the header in one key. */
export function SkipLink() {
  const say = useWords()
  return (
    <a class="skip" href="#main">
      {say('skip')}
    </a>
  )
}

interface LanguageSwitchProps {
  readonly language: Language
  readonly onChange: (language: Language) => void
}

/** The other languages, each in its own name: one tap. */
export function LanguageSwitch({ language, onChange }: LanguageSwitchProps) {
  return (
    <div class="languages">
      {languages
        .filter((other) => other !== language)
        .map((other) => (
          <button key={other} type="button" lang={other} onClick={() => onChange(other)}>
            {languageNames[other]}
          </button>
        ))}
    </div>
  )
}

interface HeaderProps extends LanguageSwitchProps {
  /** Where the name of the service leads. */
  readonly home: string
  readonly children?: ComponentChildren
}

/** The top of every page: the service's name, a few links, the language. */
export function Header({ home, children, ...languageSwitch }: HeaderProps) {
  const say = useWords()
  return (
    <header class="header">
      <div class="header-in">
        <a class="brand" href={home}>
          <span class="seal" lang="zh-Hans" aria-hidden="true">
            领
          </span>
          {say('service.name')}
        </a>
        {children && <nav aria-label={say('service.menu')}>{children}</nav>}
        <LanguageSwitch {...languageSwitch} />
      </div>
    </header>
  )
}

/** The bottom of every page. */
export function Footer({ children }: { readonly children: ComponentChildren }) {
  return (
    <footer class="footer">
      <div class="footer-in">{children}</div>
    </footer>
  )
}

/** One line over the whole page that stays: this is a demonstration. */
export function Banner({ children }: { readonly children: ComponentChildren }) {
  return (
    <aside class="banner">
      <div class="banner-in">{children}</div>
    </aside>
  )
}

/** The way back, on top of a page. */
export function BackLink({ href }: { readonly href: string }) {
  const say = useWords()
  return (
    <a class="back" href={href}>
      {say('back')}
    </a>
  )
}
