interface WayProps {
  readonly href: string
  readonly title: string
  readonly about: string
}

/** One of the ways on from a page, as a large target in a list. */
export function Way({ href, title, about }: WayProps) {
  return (
    <li>
      <a class="card way" href={href}>
        <span class="way-title">{title}</span>
        <span class="quiet">{about}</span>
      </a>
    </li>
  )
}
