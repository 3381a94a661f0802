import crisis from '@consular/messages/zh-Hans/crisis-app.json?compiled'

export default [crisis]
