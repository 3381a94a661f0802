/** The queues of a mission, in the order of the work. */
export const queueNames = ['review', 'decision', 'waiting', 'done'] as const
export type QueueName = (typeof queueNames)[number]
