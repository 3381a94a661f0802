import { type Service, Services } from '@consular/domain/application'
import { signal } from '@preact/signals'
import { packFiles } from '../shell/pack-files.ts'

/** The ministry's services with their forms; null until they are read. */
export const services = signal<Services | null>(null)

/** Reads the services from the phone's store or the server. */
export async function learnServices(): Promise<Services> {
  if (services.value) return services.value
  const response = await fetch(packFiles.services)
  if (!response.ok) throw new Error(`${packFiles.services}: ${response.status}`)
  services.value = Services.parse(await response.json())
  return services.value
}

/** A service by its id. */
export const serviceOf = (all: Services, id: string): Service | undefined =>
  all.services.find((service) => service.id === id)
