SELECT sum(element_count) AS number FROM system.dictionaries WHERE name = 'people'
