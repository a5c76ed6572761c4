export const calendars = {
  about: '节假日、例行任务与计划。',
};
