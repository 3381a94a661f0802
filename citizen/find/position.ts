import { type Position, positionOf } from '@consular/domain/mission'
import { type Result, refuse } from '@consular/domain/shared'

const patience = { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 }

/** Where the phone is, as the phone says. Refuses `find.position.denied` and `find.position.failed`. The position goes nowhere from here. */
export function whereAmI(): Promise<Result<Position>> {
  if (!('geolocation' in navigator)) return Promise.resolve(refuse('find.position.failed'))
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve(positionOf(coords.latitude, coords.longitude)),
      (error) =>
        resolve(refuse(error.code === error.PERMISSION_DENIED ? 'find.position.denied' : 'find.position.failed')),
      patience,
    )
  })
}

const short = (degrees: number): string => String(Number(degrees.toFixed(5)))

/** A position as it is put into a text message: `44.4949,11.3426`, to about a metre. */
export const positionText = ({ lat, lon }: Position): string => `${short(lat)},${short(lon)}`

/** An address that opens the phone's own text message, filled in; the person sends it, or not. */
export const smsAddress = (number: string | undefined, body: string): string =>
  `sms:${number ?? ''}?&body=${encodeURIComponent(body)}`
