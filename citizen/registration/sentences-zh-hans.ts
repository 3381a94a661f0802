import registration from '@consular/messages/zh-Hans/registration.json?compiled'

export default [registration]
