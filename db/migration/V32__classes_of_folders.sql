-- How many classes an image folder had when it was last asked for. Workers know it from the moment they have read the folder.
create table folder_classes (
    folder  text primary key,
    classes int not null check (classes > 0)
);
