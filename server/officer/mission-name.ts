import type { Context } from '../context.ts'

/** Where officers of the ministry itself serve: nobody is anything everywhere, so its roles name it as their mission. */
export const ministry = 'ministry'

/** Can an officer be posted there: a mission of the pack, or the ministry? */
export const isPosted = (context: Context, mission: string): boolean =>
  mission === ministry || context.pack.directory.missions.has(mission)

/** The name of the place where an officer serves; one that has left the pack since is named by its id. */
export function missionName(context: Context, mission: string): { 'zh-Hans': string; en: string } {
  const name = mission === ministry ? context.pack.info.ministry : context.pack.directory.missions.get(mission)?.name
  return { 'zh-Hans': name?.zh ?? mission, en: name?.en ?? mission }
}
