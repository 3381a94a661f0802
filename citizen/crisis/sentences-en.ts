import crisis from '@consular/messages/en/crisis-app.json?compiled'

export default [crisis]
