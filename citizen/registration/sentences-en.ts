import registration from '@consular/messages/en/registration.json?compiled'

export default [registration]
